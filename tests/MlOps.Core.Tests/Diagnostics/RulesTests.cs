using System.Text.RegularExpressions;
using MlOps.Diagnostics;

namespace MlOps.Tests.Diagnostics;

public sealed partial class RulesTests
{
    [Fact]
    public void Entries_of_every_range_are_found_by_their_code() => Assert.All(
        [Rules.UnknownKey, Rules.Cycle, Rules.GateNotMet, Rules.RegistryBusy, Rules.Bug],
        rule => Assert.Same(rule, Rules.Find(rule.Code)));

    [Fact]
    public void No_code_is_used_twice() => Assert.Equal(Rules.All.Count, Rules.All.Select(rule => rule.Code).Distinct().Count());

    [Fact]
    public void Every_code_has_its_form_and_every_cure_is_a_sentence() => Assert.All(Rules.All, rule =>
    {
        Assert.Matches(Code(), rule.Code);
        Assert.EndsWith(".", rule.Cure, StringComparison.Ordinal);
    });

    [GeneratedRegex(@"\AMLOPS[1-9][0-9]{3}\z")]
    private static partial Regex Code();
}
