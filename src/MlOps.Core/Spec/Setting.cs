namespace MlOps.Spec;

/// <summary>A value that a step was read with, default or given; settings are part of the step's fingerprint.</summary>
/// <param name="Path">The keys that lead to it, for example <c>split.train</c>.</param>
/// <param name="Value">The value in one canonical form.</param>
/// <param name="Shown">The value as it may be printed; differs where it comes from the environment.</param>
public sealed record Setting(string Path, string Value, string Shown);
