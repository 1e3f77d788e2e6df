using MlOps.Models;
using MlOps.Testing;
using MlOps.Text.Tokenizers;
using MlOps.Training.Data;
using MlOps.Training.Tests.Models.Gpt2;

namespace MlOps.Training.Tests.Data;

public sealed class TokenBlocksTests : IDisposable
{
    private const int End = 256;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(100)]
    public void Every_token_of_the_joined_texts_is_guessed_once_but_the_first(int size)
    {
        var tokenizer = Tokenizer.Load(TinyGpt2.Write(_folder));
        string[] texts = ["one text", "a", "", "and a longer one"];
        int[] stream = [.. texts.SelectMany(text => tokenizer.Encode(text).Ids.Prepend(End))];

        var blocks = TextBlocks.Pack(tokenizer, texts, size).ToList();

        Assert.All(blocks.SkipLast(1), block => Assert.Equal(size, block.Length));
        Assert.InRange(blocks[^1].Length, 2, size);
        Assert.Equal(stream, blocks.SelectMany(block => block.Ids.Skip(1)).Prepend(End));
        Assert.All(blocks.Zip(blocks.Skip(1)), pair => Assert.Equal(pair.First.Ids[^1], pair.Second.Ids[0]));
    }

    [Fact]
    public void A_batch_asks_for_each_token_at_the_place_before_it_and_for_no_padding()
    {
        var set = new TokenBlocks([new([9, 8, 7], [0, 0, 0]), new([5, 6], [0, 0])], paddingId: 6);

        var batch = Assert.Single(set.Batches([[0, 1]], epoch: 1, TestContext.Current.CancellationToken));

        var asked = AskedTokens.Of(TaskKind.CausalLm, batch.Targets);
        Assert.Equal([0, 1, 3], asked.Places); // of [9 8 7; 5 6 padding]
        Assert.Equal([8, 7, 6], asked.Tokens);
        Assert.Equal(3, batch.Weight);
    }
}
