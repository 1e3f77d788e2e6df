using MlOps.Diagnostics;
using MlOps.Steps.Preprocess.Filter;
using MlOps.Text.Readers;

namespace MlOps.Tests.Steps.Preprocess;

public sealed class RowFilterTests
{
    private static readonly RawRow Row = new(1, Location.None, ["group", "score", "sent at"], ["test", "4.5", "2026-11-22"]);

    [Theory]
    [InlineData("group == \"test\"", true)]
    [InlineData("group == 'Test'", false)]
    [InlineData("group != 'x' and score > 4", true)]
    [InlineData("score >= 4.50", true)]
    [InlineData("score < -1", false)]
    [InlineData("group > 3", false)]
    [InlineData("group != 3", true)]
    [InlineData("length == 5 or length < 2", true)]
    [InlineData("text contains 'ell'", true)]
    [InlineData("not text contains 'ell'", false)]
    [InlineData("not (group == 'test' and length > 100)", true)]
    [InlineData("group == 'x' or group == 'test' and length == 0", false)]
    [InlineData("`sent at` >= '2026-01-01'", true)]
    [InlineData("missing == ''", true)]
    [InlineData("score contains 4", false)]
    public void An_expression_means_what_it_says(string expression, bool expected)
    {
        var (filter, mistake) = FilterParser.Read(expression);
        Assert.Null(mistake);
        Assert.Equal(expected, filter!.Matches(Row, "Hello"));
    }

    [Theory]
    [InlineData("", "expected a column, a text in quotes or a number at character 1")]
    [InlineData("group", "expected one of == != < <= > >= contains at character 6")]
    [InlineData("group == ", "expected a column, a text in quotes or a number at character 10")]
    [InlineData("(group == 'a'", "expected ')' at character 14")]
    [InlineData("group == 'a' length", "expected 'and', 'or' or the end at character 14")]
    [InlineData("group == 'a", "expected a column, a text in quotes or a number at character 10")]
    [InlineData("a == 1 && b == 2", "expected 'and', 'or' or the end at character 8")]
    public void A_mistake_is_reported_with_its_place(string expression, string expected)
    {
        var (filter, mistake) = FilterParser.Read(expression);
        Assert.Null(filter);
        Assert.Equal(expected, mistake);
    }
}
