namespace MlOps.Diagnostics;

/// <summary>One entry of the error catalogue. Codes are never reused.</summary>
/// <param name="Code">For example <c>MLOPS1001</c>; see <see cref="Rules"/> for the ranges.</param>
/// <param name="Severity">The same for every report of the rule.</param>
/// <param name="Title">Names the mistake, not the check: 'unknown key'.</param>
/// <param name="Cure">What a user does about it, in one sentence.</param>
public sealed record Rule(string Code, Severity Severity, string Title, string Cure);
