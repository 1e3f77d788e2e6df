namespace MlOps.Spec;

/// <summary>A registry in a PostgreSQL database.</summary>
/// <param name="Address">The database: <c>postgres://[USER@]HOST[:PORT]/DATABASE</c>, without a password.</param>
/// <param name="Artifacts">Where the models' files are: <c>s3://BUCKET/PREFIX</c>, or a folder that every machine sees.</param>
public sealed record PostgresSpec(SpecText Address, SpecText Artifacts)
{
    /// <summary>The word for it in pipeline.yml.</summary>
    public const string Key = "postgres";

    /// <summary>The word for its artifacts, there and in the query of the address on the command line.</summary>
    public const string ArtifactsKey = "artifacts";

    /// <summary>Database and place in one text, in words.</summary>
    public const string Form = "postgres://HOST/DATABASE?artifacts=PLACE";

    /// <summary>What an address looks like.</summary>
    public const string Expected = "postgres://[USER@]HOST[:PORT]/DATABASE without a password, which PGPASSWORD or ~/.pgpass gives";

    /// <summary>Reads both in one text: <c>postgres://HOST/DATABASE?artifacts=PLACE</c>.</summary>
    /// <param name="from">The text.</param>
    /// <returns>Null when it is no such address, or names no place.</returns>
    public static PostgresSpec? Parse(SpecText from)
    {
        var text = from.Value;
        const string parameter = ArtifactsKey + "=";
        if (!IsAddress(text) || text.Split('?', 2) is not [var address, var query])
        {
            return null;
        }

        var pairs = query.Split('&');
        return Array.Find(pairs, pair => pair.StartsWith(parameter, StringComparison.Ordinal)) is { } artifacts && artifacts.Length > parameter.Length
            ? new(
                new(string.Join('&', pairs.Where(pair => pair != artifacts)) is { Length: > 0 } rest ? $"{address}?{rest}" : address, from.Location),
                new(Uri.UnescapeDataString(artifacts[parameter.Length..]), from.Location))
            : null;
    }

    /// <summary>True of a text that can be no folder's path: it begins as a database's address.</summary>
    /// <param name="text">The text.</param>
    public static bool IsMeant(string text) => text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal);

    /// <summary>True of a text that looks like a database's address and holds no password.</summary>
    /// <param name="text">The text.</param>
    public static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "postgres" or "postgresql" && !uri.UserInfo.Contains(':', StringComparison.Ordinal);
}
