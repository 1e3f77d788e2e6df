namespace MlOps.Storage.Remote;

/// <summary>What a server tells a content by.</summary>
/// <param name="ETag">Its ETag, with quotes and a <c>W/</c> as it was sent; null without.</param>
/// <param name="Modified">Its Last-Modified as it was sent; null without.</param>
/// <remarks>RFC 9110, section 8.8.</remarks>
internal sealed record Validators(string? ETag, string? Modified)
{
    /// <summary>Nothing to tell it by.</summary>
    public static Validators None { get; } = new(null, null);

    /// <summary>The ETag, where equal ones mean equal bytes: only such a file may be fetched in parts.</summary>
    public string? StrongETag => ETag?.StartsWith("W/", StringComparison.Ordinal) == true ? null : ETag;
}
