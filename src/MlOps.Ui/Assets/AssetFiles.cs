using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using MlOps.Reporting;

namespace MlOps.Ui.Assets;

/// <summary>Style, scripts and icon of the page, out of this assembly. Their address holds their hash, so that a browser never asks twice.</summary>
internal static class AssetFiles
{
    private const string Prefix = "ui/";
    private const string StyleName = "page.css";

    private static readonly Dictionary<string, byte[]> Files = Load();
    private static readonly string Version = VersionOf(Files);

    /// <summary>Where a file is found.</summary>
    /// <param name="name">The file.</param>
    public static string Address(string name) => $"/assets/{Version}/{name}";

    /// <summary>Answers with a file.</summary>
    /// <param name="context">The request.</param>
    /// <param name="version">The hash in its address.</param>
    /// <param name="name">The file in its address.</param>
    /// <returns>False where there is no such file.</returns>
    public static async Task<bool> SendAsync(HttpContext context, string version, string name)
    {
        if (version != Version || !Files.TryGetValue(name, out var content))
        {
            return false;
        }

        context.Response.ContentType = Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".mjs" => "text/javascript; charset=utf-8",
            _ => "image/svg+xml",
        };
        context.Response.ContentLength = content.Length;
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
        return true;
    }

    private static Dictionary<string, byte[]> Load()
    {
        var assembly = typeof(AssetFiles).Assembly;
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var content = new MemoryStream();
            stream.CopyTo(content);
            files[resource[Prefix.Length..]] = content.ToArray();
        }

        // the page looks as reports do: their style comes first
        files[StyleName] = [.. Encoding.UTF8.GetBytes(HtmlReport.Style()), .. files[StyleName]];
        return files;
    }

    private static string VersionOf(Dictionary<string, byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
