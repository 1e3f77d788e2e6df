using MlOps.Diagnostics;

namespace MlOps.Metrics;

/// <summary>A gate that is not what it is in the revision that this one is to be merged into.</summary>
/// <param name="Step">The evaluate step.</param>
/// <param name="Before">The gate there; null when there is none.</param>
/// <param name="After">The gate here; null when there is none.</param>
/// <param name="Effect">What that does to the bar.</param>
/// <param name="Location">Where the gate stands here, or its step.</param>
public sealed record GateChange(string Step, string? Before, string? After, GateEffect Effect, Location Location)
{
    /// <summary>The change in words, and a warning on its line.</summary>
    /// <param name="from">The revision that is compared with.</param>
    public Diagnostic ToDiagnostic(string from) => new(Rules.GateChanged, Location, Effect switch
    {
        GateEffect.Removed => $"step '{Step}' gives up '{Before}', which {from} asks for",
        GateEffect.Added => $"step '{Step}' asks for '{After}', which {from} does not",
        GateEffect.Lowered => $"step '{Step}' asks for less than {from}: '{After}' instead of '{Before}'",
        GateEffect.Raised => $"step '{Step}' asks for more than {from}: '{After}' instead of '{Before}'",
        _ => $"step '{Step}' asks for '{After}' instead of '{Before}' of {from}",
    });
}
