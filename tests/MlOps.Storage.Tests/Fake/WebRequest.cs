namespace MlOps.Storage.Tests.Fake;

/// <summary>A request, and what it was answered with.</summary>
internal sealed record WebRequest(string Path, string IfNoneMatch, string Range, string IfRange)
{
    public int Status { get; set; }

    /// <summary>The hash that the request is signed with; empty where it is not.</summary>
    public string ContentSha256 { get; init; } = "";
}
