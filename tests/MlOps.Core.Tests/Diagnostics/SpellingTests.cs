using MlOps.Diagnostics;

namespace MlOps.Tests.Diagnostics;

public sealed class SpellingTests
{
    private static readonly string[] Words = ["epochs", "epoch", "batch-size", "seed"];

    [Theory]
    [InlineData("epcohs", "epochs")] // two neighbours swapped
    [InlineData("Epochs", "epochs")]
    [InlineData("batchsize", "batch-size")]
    [InlineData("sed", "seed")]
    public void The_word_with_the_fewest_edits_is_the_nearest(string word, string nearest) => Assert.Equal(nearest, Spelling.Nearest(word, Words));

    [Theory]
    [InlineData("temperature")]
    [InlineData("")]
    [InlineData("s")]
    public void A_word_that_is_near_none_has_no_nearest(string word)
    {
        Assert.Null(Spelling.Nearest(word, Words));
        Assert.Equal("", Spelling.Hint(word, Words));
    }

    [Fact]
    public void The_hint_asks() => Assert.Equal("; did you mean 'seed'?", Spelling.Hint("sede", Words));
}
