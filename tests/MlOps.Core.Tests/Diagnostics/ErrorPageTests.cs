using MlOps.Diagnostics;
using MlOps.Testing;

namespace MlOps.Tests.Diagnostics;

public sealed class ErrorPageTests
{
    [Fact]
    public void The_page_of_codes_is_up_to_date() => Approved.Equal(Path.Combine(Repository.Top, "docs", "errors.md"), ErrorPage.Write());

    [Fact]
    public void Every_code_stands_on_the_page_once() =>
        Assert.Equal(Rules.All.Select(rule => rule.Code), ErrorPage.Write().Split('\n').Where(line => line.StartsWith("| MLOPS", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]));
}
