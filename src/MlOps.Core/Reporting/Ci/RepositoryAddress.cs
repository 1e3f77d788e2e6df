namespace MlOps.Reporting.Ci;

/// <summary>Where a repository lies, out of the address that Git fetches it from.</summary>
/// <param name="Host">For example <c>github.com</c>.</param>
/// <param name="Path">For example <c>owner/name</c>.</param>
public sealed record RepositoryAddress(string Host, string Path)
{
    /// <summary>
    /// Reads <c>https://host/owner/name.git</c>, <c>ssh://git@host/owner/name.git</c> or <c>git@host:owner/name.git</c>.
    /// A user and a password in it are dropped.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <returns>Null when it is none of these.</returns>
    public static RepositoryAddress? Parse(string? address)
    {
        if (string.IsNullOrEmpty(address))
        {
            return null;
        }

        if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "ssh" or "git")
        {
            return Of(uri.Host, uri.AbsolutePath);
        }

        // what scp takes: a host, a colon, a path; one letter before the colon is a drive of Windows
        var colon = address.IndexOf(':', StringComparison.Ordinal);
        var isPath = colon > 1 && !address.AsSpan(0, colon).Contains('/') && !address.AsSpan(colon).StartsWith("://");
        return isPath ? Of(address[..colon].Split('@')[^1], address[(colon + 1)..]) : null;
    }

    private static RepositoryAddress? Of(string host, string path)
    {
        var name = path.Trim('/');
        name = name.EndsWith(".git", StringComparison.Ordinal) ? name[..^".git".Length] : name;
        return host.Length > 0 && name.Contains('/', StringComparison.Ordinal) ? new(host, name) : null;
    }
}
