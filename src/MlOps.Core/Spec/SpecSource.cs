namespace MlOps.Spec;

/// <summary>A pipeline's text, and what is laid over it.</summary>
/// <param name="File">The file as the user named it, for diagnostics.</param>
/// <param name="Folder">Full path of its folder.</param>
/// <param name="Text">Its content.</param>
/// <param name="Set">Parameters given with <c>--set</c>.</param>
/// <param name="Profile">The profile given with <c>--profile</c>; null for none.</param>
/// <param name="Environment">Looks up an environment variable; null when it is not set.</param>
public sealed record SpecSource(
    string File,
    string Folder,
    string Text,
    IReadOnlyDictionary<string, string> Set,
    string? Profile,
    Func<string, string?> Environment)
{
    /// <summary>True for an older text, which need not have every parameter that is set.</summary>
    public bool IgnoresUnknownParameters { get; init; }
}
