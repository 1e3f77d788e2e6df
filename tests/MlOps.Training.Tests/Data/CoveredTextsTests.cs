using MlOps.Text.Tokenizers;
using MlOps.Training.Data;

namespace MlOps.Training.Tests.Data;

public sealed class CoveredTextsTests
{
    private const int Mask = 4;
    private static readonly HashSet<int> Special = [2, 3, Mask];

    // 200 texts of 3 to 41 tokens between [CLS] 2 and [SEP] 3
    private static readonly EncodedText[] Texts = [.. Enumerable.Range(0, 200).Select(row =>
    {
        int[] ids = [2, .. Enumerable.Range(0, 1 + (row % 39)).Select(place => 5 + ((row + (7 * place)) % 90)), 3];
        return new EncodedText(ids, new int[ids.Length]);
    })];

    [Fact]
    public void A_covered_token_is_its_own_target_and_no_other_has_one()
    {
        foreach (var batch in Batches(epoch: 1))
        {
            var tokens = batch.Inputs.Tokens!;
            var targets = batch.Targets.Classes!;
            Assert.Equal([tokens.Rows, tokens.Length], batch.Targets.Shape);
            Assert.Equal(batch.Weight, targets.Count(target => target != Targets.Ignored));
            for (var cell = 0; cell < targets.Length; cell++)
            {
                var text = Texts[batch.Rows[cell / tokens.Length]].Ids;
                var place = cell % tokens.Length;
                if (place >= text.Length)
                {
                    Assert.Equal((0, 0, Targets.Ignored), (tokens.InputIds[cell], tokens.AttentionMask[cell], targets[cell]));
                }
                else if (targets[cell] == Targets.Ignored)
                {
                    Assert.Equal(text[place], tokens.InputIds[cell]);
                }
                else
                {
                    Assert.Equal(text[place], targets[cell]);
                    Assert.DoesNotContain(text[place], Special);
                }
            }
        }
    }

    // of 4,000 tokens 15 % are covered, 80 % of those by the mask token; and at least one of each text
    [Fact]
    public void The_shares_are_those_of_BERT()
    {
        var (covered, masked, all) = (0, 0, Texts.Sum(text => text.Length - 2));
        foreach (var batch in Enumerable.Range(1, 10).SelectMany(epoch => Batches(epoch)))
        {
            var targets = batch.Targets.Classes!;
            var length = batch.Inputs.Tokens!.Length;
            Assert.All(targets.Chunk(length), row => Assert.Contains(row, target => target != Targets.Ignored));
            covered += targets.Count(target => target != Targets.Ignored);
            masked += targets.Where((target, cell) => target != Targets.Ignored && batch.Inputs.Tokens.InputIds[cell] == Mask).Count();
        }

        Assert.InRange((double)covered / (10 * all), 0.145, 0.175);
        Assert.InRange((double)masked / covered, 0.78, 0.82);
    }

    [Fact]
    public void Epochs_cover_different_tokens_and_the_same_seed_the_same_ones()
    {
        Assert.Equal(Read(1), Read(1));
        Assert.NotEqual(Read(1), Read(2));
        Assert.NotEqual(Read(1), Read(1, seed: 8));
    }

    [Fact]
    public void What_is_only_scored_is_covered_alike_whatever_the_seed() => Assert.Equal(Read(0), Read(0, seed: 8));

    [Fact]
    public void A_row_is_covered_alike_in_every_batch()
    {
        var alone = new CoveredTexts(Texts, new TokenMasker(Mask, Special, 95), 7, paddingId: 0).Batches([[3]], 1, TestContext.Current.CancellationToken).Single();
        var among = Batches(epoch: 1).First();

        var length = alone.Inputs.Tokens!.Length;
        Assert.Equal(alone.Inputs.Tokens.InputIds, among.Inputs.Tokens!.InputIds.Skip(3 * among.Inputs.Tokens.Length).Take(length));
    }

    private static IEnumerable<Batch> Batches(int epoch, int seed = 7) =>
        new CoveredTexts(Texts, new TokenMasker(Mask, Special, 95), seed, paddingId: 0)
            .Batches([.. Enumerable.Range(0, Texts.Length).Chunk(16)], epoch, TestContext.Current.CancellationToken);

    private static long[] Read(int epoch, int seed = 7) => [.. Batches(epoch, seed).SelectMany(batch => batch.Inputs.Tokens!.InputIds)];
}
