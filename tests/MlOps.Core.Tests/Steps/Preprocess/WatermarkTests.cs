using MlOps.Diagnostics;
using MlOps.Steps;

namespace MlOps.Tests.Steps.Preprocess;

public sealed class WatermarkTests : IDisposable
{
    private const string Keys = "text: text\nlabel: label\nsplit: { train: 34, validation: 33, test: 33 }\n";

    private readonly PreprocessBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("watermark: at", "1 2 3 4 5 6 10 11", null, "11", 0)]
    [InlineData("watermark: { column: at, after: 2 }", "3 4 5 6 10 11", "2", "11", 2)]
    [InlineData("watermark: { column: at, after: 2, until: 10 }", "3 4 5 6 10", "2", "10", 3)] // by number: 10 comes after 9
    public void Only_rows_behind_the_mark_are_taken_and_the_card_says_how_far_they_go(string watermark, string rows, string? after, string until, int seen)
    {
        _ = _bench.Write("mail.csv", "text,label,at\n" + string.Concat("1 2 3 4 5 6 10 11".Split(' ').Select(at => $"mail {at},{(int.Parse(at) % 2 == 0 ? "ham" : "spam")},{at}\n")));

        var result = _bench.Run($"data: mail.csv\n{watermark}\n{Keys}");

        Assert.Equal(new Watermark("at", after, until), result.Data!.Watermark);
        Assert.Equal(seen, result.Data.Dropped.GetValueOrDefault("seen"));
        Assert.Equal(8, result.Data.RowsRead);
        Assert.Equal(rows.Split(' ').Order(StringComparer.Ordinal), _bench.AllRows().Select(row => row.Columns["at"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_of_test_rows_stays_whole()
    {
        _ = _bench.Write("new.csv", "text,label,at\na,ham,2026-11-01T00:00:00Z\nb,spam,2026-11-02T00:00:00Z\nc,ham,2026-11-03T00:00:00Z\nd,spam,2026-11-04T00:00:00Z\n");
        _ = _bench.Write("validation.csv", "text,label\nv,ham\nw,spam\n");
        _ = _bench.Write("test.csv", "text,label\nx,ham\ny,spam\n");

        var result = _bench.Run("watermark: { column: at, after: 2026-11-02T00:00:00Z }\ntext: text\nlabel: label\nsplit: { train: new.csv, validation: validation.csv, test: test.csv }\ndrop: []\n");

        Assert.Equal(["c", "d"], _bench.Rows("train").Select(row => row.Text));
        Assert.Equal(["x", "y"], _bench.Rows("test").Select(row => row.Text));
        Assert.Equal("2026-11-04T00:00:00Z", result.Data!.Watermark!.Until);
    }

    [Fact]
    public void Nothing_new_and_a_row_without_a_mark_are_errors()
    {
        _ = _bench.Write("mail.csv", "text,label,at\na,ham,1\nb,spam,2\n");
        var nothing = Assert.Throws<MlOpsException>(() => _bench.Run($"data: mail.csv\nwatermark: {{ column: at, after: 2 }}\n{Keys}"));
        _ = _bench.Write("gap.csv", "text,label,at\na,ham,1\nb,spam,\n");
        var gap = Assert.Throws<MlOpsException>(() => _bench.Run($"data: gap.csv\nwatermark: at\n{Keys}"));

        Assert.Equal((Rules.TooFewRows, true), (nothing.Diagnostic.Rule, nothing.Diagnostic.Message.EndsWith("no row is left of 2; column 'at' says which are new: those behind '2'", StringComparison.Ordinal)));
        Assert.Equal((Rules.BadData, 3), (gap.Diagnostic.Rule, gap.Diagnostic.Location.Line));
    }

    [Theory]
    [InlineData("9", "10", -1)]
    [InlineData("2026-11-09", "2026-11-10", -1)]
    [InlineData("1.50", "1.5", 0)]
    [InlineData("b", "a", 1)]
    public void Numbers_are_ordered_as_numbers_and_times_by_their_characters(string value, string other, int order) => Assert.Equal(order, Math.Sign(Watermark.Compare(value, other)));
}
