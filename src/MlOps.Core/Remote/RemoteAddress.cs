using System.Net;
using MlOps.Diagnostics;
using MlOps.Spec;

namespace MlOps.Remote;

/// <summary>An address of data or of a model elsewhere: <c>https://host/path</c> or <c>s3://bucket/key</c>; <c>http://</c> of this machine alone.</summary>
public sealed record RemoteAddress
{
    private const string S3 = "s3://";
    private static readonly string[] Schemes = ["https://", S3, "http://"];
    private static readonly string[] ArchiveEndings = [".zip", ".tar.gz", ".tgz", ".tar"];

    private RemoteAddress(string text, string shown, string path)
    {
        Text = text;
        Shown = shown;
        Path = path;
    }

    /// <summary>The whole address; its query may be a secret.</summary>
    public string Text { get; }

    /// <summary>The address as it may be printed: without its query, and as pipeline.yml writes it where it comes from the environment.</summary>
    public string Shown { get; }

    /// <summary>The bucket; null of an address that is not S3's.</summary>
    public string? Bucket { get; private init; }

    /// <summary>What follows host or bucket, without the slash before it and without a query: of S3, the key.</summary>
    public string Path { get; }

    /// <summary>The last part of <see cref="Path"/>; empty of a folder.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>True of a bucket or of what ends in a slash: all that lies below.</summary>
    public bool IsFolder => Name.Length == 0;

    /// <summary>True of a packed folder: .zip, .tar, .tar.gz or .tgz.</summary>
    public bool IsArchive => ArchiveEndings.Any(ending => Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>True of a text that is an address and no path.</summary>
    /// <param name="text">What pipeline.yml says.</param>
    public static bool IsOne(string text) => Schemes.Any(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name of the file at an address.</summary>
    /// <param name="text">An address that was fetched.</param>
    public static string NameIn(string text) => Parse(new(text, Location.None)).Name;

    /// <summary>Reads an address.</summary>
    /// <param name="text">What pipeline.yml says, one that <see cref="IsOne"/> takes.</param>
    /// <exception cref="MlOpsException">MLOPS2015: it is no address that data are taken from.</exception>
    public static RemoteAddress Parse(SpecText text) => text.Value.StartsWith(S3, StringComparison.OrdinalIgnoreCase) ? ParseS3(text) : ParseWeb(text);

    /// <inheritdoc/>
    public override string ToString() => Shown;

    private static RemoteAddress ParseS3(SpecText text)
    {
        // a key may hold whatever a URL gives a meaning to: '?', '#', '%'
        var rest = text.Value[S3.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var bucket = slash < 0 ? rest : rest[..slash];
        return IsBucket(bucket)
            ? new(text.Value, text.Shown, slash < 0 ? "" : rest[(slash + 1)..]) { Bucket = bucket }
            : throw Bad(text, "names no bucket; expected s3://BUCKET/KEY");
    }

    private static RemoteAddress ParseWeb(SpecText text)
    {
        if (!Uri.TryCreate(text.Value, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            throw Bad(text, "is no address; expected https://HOST/PATH");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw Bad(text, "holds a name or password; expected an address without, such as a signed one out of an environment variable", uri);
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !IsThisMachine(uri))
        {
            throw Bad(text, "is not encrypted, so that anybody on the way may change what arrives; expected https://", uri);
        }

        return new(text.Value, ShownOf(text, uri), Uri.UnescapeDataString(uri.AbsolutePath).TrimStart('/'));
    }

    /// <summary>True of an address of this machine, which needs no encryption.</summary>
    /// <param name="uri">The address.</param>
    public static bool IsThisMachine(Uri uri) => uri.Host == "localhost" || (IPAddress.TryParse(uri.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip));

    private static bool IsBucket(string text) => text.Length is >= 3 and <= 63 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_');

    // a query may be a signature
    private static string ShownOf(SpecText text, Uri uri) =>
        text.Shown != text.Value ? text.Shown : uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.Unescaped);

    private static MlOpsException Bad(SpecText text, string why, Uri? uri = null) =>
        new(Rules.BadAddress, text.Location, $"'{(uri is null ? text.Shown : ShownOf(text, uri))}' {why}");
}
