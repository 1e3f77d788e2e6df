using MlOps.Diagnostics;
using MlOps.Testing;

namespace MlOps.Tests.Diagnostics;

public sealed class ErrorPageTests
{
    [Fact]
    public void The_page_of_codes_is_up_to_date() => Approved.Equal(Path.Combine(Repository.Top, "docs", "errors.md"), ErrorPage.Write());

    [Fact]
    public void Every_code_stands_on_the_page() => Assert.All(Rules.All, rule => Assert.Contains($"| {rule.Code} |", ErrorPage.Write(), StringComparison.Ordinal));
}
