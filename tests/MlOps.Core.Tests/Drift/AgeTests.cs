using MlOps.Drift;

namespace MlOps.Tests.Drift;

public sealed class AgeTests
{
    [Theory]
    [InlineData("90m", 90)]
    [InlineData("12h", 720)]
    [InlineData("7d", 10080)]
    [InlineData("2w", 20160)]
    public void A_span_is_a_number_with_its_unit(string text, int minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), Age.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("7")]
    [InlineData("-7d")]
    [InlineData("0d")]
    [InlineData("7y")]
    [InlineData("9999999w")]
    public void Anything_else_is_none(string text) => Assert.Null(Age.Parse(text));
}
