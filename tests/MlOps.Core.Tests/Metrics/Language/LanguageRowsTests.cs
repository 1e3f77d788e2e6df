using MlOps.Metrics;
using MlOps.Metrics.Language;

namespace MlOps.Tests.Metrics.Language;

public sealed class LanguageRowsTests
{
    // two tokens of probability 1/2 and one of 1/4: -log of them sums to 4 log 2, over 3 tokens and 8 bytes
    private static readonly LanguageRows Rows = new([new(2 * Math.Log(2), 2, 1, 5), new(Math.Log(4), 1, 0, 3)]);

    [Fact]
    public void Every_token_counts_alike()
    {
        var scores = Rows.Compute();

        Assert.Equal(Math.Pow(2, 4 / 3.0), scores["perplexity"]!.Value, 12);
        Assert.Equal(4 / 8.0, scores["bits-per-byte"]!.Value, 12);
        Assert.Equal(1 / 3.0, scores["token-accuracy"]!.Value, 12);
    }

    [Fact]
    public void A_slice_has_its_own_perplexity() => Assert.Equal(2, Rows.ComputeSlice([0])["perplexity"]!.Value, 12);

    [Fact]
    public void Where_nothing_is_guessed_nothing_is_defined() => Assert.All(Rows.ComputeSlice([]).Values, Assert.Null);

    [Fact]
    public void What_is_not_defined_has_no_interval()
    {
        // covered tokens stand for no bytes
        var intervals = Bootstrap.Run(new LanguageRows([new(2, 2, 1, 0), new(3, 1, 0, 0)]), null, seed: 7).Candidate;

        Assert.Equal(["perplexity", "token-accuracy"], intervals.Keys.Order(StringComparer.Ordinal));
    }
}
