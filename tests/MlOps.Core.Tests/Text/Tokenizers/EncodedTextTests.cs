using MlOps.Text.Tokenizers;

namespace MlOps.Tests.Text.Tokenizers;

public sealed class EncodedTextTests
{
    [Fact]
    public void A_text_without_tokens_becomes_one_token_and_others_stay()
    {
        Assert.Equal([7], new EncodedText([], []).OrOne(7).Ids);
        Assert.Equal([0], new EncodedText([], []).OrOne(7).Types);
        Assert.Equal([3, 4], new EncodedText([3, 4], [0, 1]).OrOne(7).Ids);
    }
}
