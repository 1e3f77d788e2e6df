using MlOps.Models;
using MlOps.Text.Tokenizers;
using MlOps.Training.Data;
using MlOps.Training.Models;
using MlOps.Training.Tasks;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Tasks;

public sealed class LanguageModelTaskTests
{
    private const long No = Targets.Ignored;

    [Theory]
    [InlineData(TaskKind.MaskedLm, new[] { No, 7, No, No, 3, No }, new long[] { 1, 4 }, new long[] { 7, 3 })]
    [InlineData(TaskKind.MaskedLm, new[] { 2, No, No, No, No, No }, new long[] { 0 }, new long[] { 2 })]
    [InlineData(TaskKind.CausalLm, new[] { 5, 6, 7, 8, 9, No }, new long[] { 0, 1, 3 }, new long[] { 6, 7, 9 })]
    [InlineData(TaskKind.CausalLm, new[] { 5, No, 7, 8, No, No }, new long[] { 1 }, new long[] { 7 })]
    public void A_covered_token_is_asked_for_where_it_stands_and_the_next_one_a_place_before(TaskKind kind, long[] targets, long[] places, long[] tokens)
    {
        var asked = AskedTokens.Of(kind, Targets.Of(targets, 2, 3));

        Assert.Equal(places, asked.Places);
        Assert.Equal(tokens, asked.Tokens);
    }

    // two guesses of three pieces: log(e^1 + 2) - 1 = 0.5514447 for the right one, log(e^2 + 2) - 0 = 2.2395448 for a wrong one
    [Fact]
    public void The_loss_is_the_mean_of_the_tokens_that_were_asked_for()
    {
        using var scope = NewDisposeScope();
        using var task = new LanguageModelTask(TaskKind.MaskedLm, 3);
        var logits = tensor(new float[,] { { 1, 0, 0 }, { 2, 0, 0 } });

        var loss = task.Loss(new NetworkOutput(logits), Batch([0, No, No, 1])).item<float>();

        Assert.Equal((0.5514447 + 2.2395448) / 2, loss, 6);
    }

    // the first batch guesses one of two rightly at a mean of 1 nat, the second its only token at 0.4: e^(2.4 / 3), 2 of 3
    [Fact]
    public void Perplexity_and_accuracy_are_taken_over_all_tokens_of_an_epoch()
    {
        using var scope = NewDisposeScope();
        using var task = new LanguageModelTask(TaskKind.MaskedLm, 3);
        var scores = task.Begin(rows: 3);
        var logits = tensor(new float[,] { { 1, 0, 0 }, { 2, 0, 0 } });

        scores.Add(Batch([0, No, No, 1]), logits, loss: 1);
        scores.Add(Batch([No, No, No, 0]), logits[TensorIndex.Slice(1)], loss: 0.4);

        var metrics = scores.Compute();
        Assert.Equal(Math.Exp(0.8), metrics["perplexity"]!.Value, 9);
        Assert.Equal(2.0 / 3, metrics["token-accuracy"]!.Value, 9);
    }

    private static Batch Batch(long[] targets)
    {
        var tokens = new TokenBatch(new long[targets.Length], new long[targets.Length], new long[targets.Length], 2, targets.Length / 2);
        return new([0, 1], ModelInputs.Of(tokens), Targets.Of(targets, 2, targets.Length / 2), targets.Count(target => target != No));
    }
}
