using System.Text.RegularExpressions;

namespace MlOps.Hub;

/// <summary>A model of the hub, at some revision.</summary>
/// <param name="Name"><c>org/name</c>, or a bare <c>name</c> of the hub's first models.</param>
/// <param name="Revision">A branch, a tag, or a commit of 40 hexadecimal digits.</param>
public sealed partial record HubId(string Name, string Revision)
{
    private const string DefaultRevision = "main";
    private const int LongestName = 96; // the hub's own limit
    private const int LongestRevision = 128;

    /// <summary>What messages call it: as the pipeline writes it.</summary>
    public required string Shown { get; init; }

    /// <summary>The folder of a cache that holds it: <c>models--org--name</c>.</summary>
    public string CacheFolder => $"models--{Name.Replace("/", "--", StringComparison.Ordinal)}";

    /// <summary>True where the revision is a commit, which never changes.</summary>
    public bool IsCommit => IsHash(Revision);

    /// <summary>Reads <c>org/name</c>, <c>name</c>, <c>org/name@revision</c>.</summary>
    /// <param name="text">What the user typed.</param>
    /// <param name="shown">What messages call it, where it holds what must not be printed.</param>
    /// <returns>Null for what cannot be a model's id.</returns>
    public static HubId? TryParse(string text, string? shown = null)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var (name, revision) = at < 0 ? (text, DefaultRevision) : (text[..at], text[(at + 1)..]);
        return name.Length <= LongestName && NameShape().IsMatch(name) && !name.Contains("--", StringComparison.Ordinal) && IsPath(name)
            && revision.Length <= LongestRevision && RevisionShape().IsMatch(revision) && IsPath(revision)
            ? new(name, revision) { Shown = shown ?? text }
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Shown;

    /// <summary>True for a commit's name: 40 hexadecimal digits.</summary>
    /// <param name="text">Any text.</param>
    internal static bool IsHash(string text) => HashShape().IsMatch(text);

    // both become paths of the cache
    private static bool IsPath(string text) => !text.Contains("..", StringComparison.Ordinal) && !text.EndsWith('.') && !text.EndsWith(".lock", StringComparison.Ordinal);

    [GeneratedRegex(@"\A([A-Za-z0-9][A-Za-z0-9._-]*/)?[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameShape();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex RevisionShape();

    [GeneratedRegex(@"\A[0-9a-f]{40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex HashShape();
}
