using System.Text.RegularExpressions;
using MlOps.Diagnostics;

namespace MlOps.Spec;

/// <summary>The <c>registry</c> of a pipeline: where its models are registered. Exactly one is given.</summary>
/// <param name="Folder">A folder, relative to the pipeline's.</param>
/// <param name="GitHubReleases">A repository on GitHub, <c>owner/name</c>, that keeps versions as releases.</param>
public sealed partial record RegistrySpec(SpecText? Folder, SpecText? GitHubReleases)
{
    /// <summary>The word for releases, in pipeline.yml and before a colon on the command line.</summary>
    public const string Releases = "github-releases";

    /// <summary>The form of an MLflow server's address in words, for messages: 'expected …'.</summary>
    public const string MlflowForm = "mlflow+http://HOST:PORT[/PREFIX] or mlflow+https://…, without user, password and query";

    /// <summary>What the command line takes besides a folder and the address of an MLflow server.</summary>
    public const string OtherForms = $"{Releases}:OWNER/NAME, {PostgresSpec.Form}";

    private const string MlflowScheme = "mlflow+";

    /// <summary>The address of an MLflow server, <c>mlflow+http://host:port[/prefix]</c> or <c>mlflow+https://…</c>.</summary>
    public SpecText? Mlflow { get; init; }

    /// <summary>A PostgreSQL database, with the place of its files.</summary>
    public PostgresSpec? Postgres { get; init; }

    /// <summary>Reads the key <c>registry</c>.</summary>
    /// <param name="map">The pipeline's mapping.</param>
    /// <returns>Null when the key is absent.</returns>
    internal static RegistrySpec? Read(SpecMap map) => map.Either(
        "registry",
        $"Where models are registered: a folder, {PostgresSpec.Form}, or an MLflow server mlflow+http://HOST:PORT; when absent the state folder's own",
        text =>
        {
            var spec = OfText(text);
            if (spec is null)
            {
                map.Report(Rules.BadValue, text.Location, $"'registry' of the pipeline is no address of a registry; expected {PostgresSpec.Form} without a password, or {MlflowForm}");
            }

            return spec ?? new(text, null);
        },
        ReadMapping);

    /// <summary>Reads what the command line gives: a folder, <c>github-releases:OWNER/NAME</c>, a database, or an MLflow server.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null when it is none of them.</returns>
    public static RegistrySpec? Parse(string text)
    {
        const string Prefix = Releases + ":";
        return !text.StartsWith(Prefix, StringComparison.Ordinal) ? OfText(new SpecText(text, Location.None))
            : IsRepository(text[Prefix.Length..]) ? new(null, new SpecText(text[Prefix.Length..], Location.None))
            : null;
    }

    private static RegistrySpec? OfText(SpecText text)
    {
        if (text.Value.StartsWith(MlflowScheme, StringComparison.Ordinal))
        {
            return IsServer(text.Value[MlflowScheme.Length..]) ? new(null, null) { Mlflow = text } : null;
        }

        return !PostgresSpec.IsMeant(text) ? new(text, null)
            : PostgresSpec.Parse(text) is { } postgres ? new(null, null) { Postgres = postgres }
            : null;
    }

    private static RegistrySpec ReadMapping(SpecMap map)
    {
        var repository = map.OptionalText(Releases, "A repository on GitHub, OWNER/NAME: a release a version");
        var postgres = map.OptionalText(PostgresSpec.Key, $"A database, {PostgresSpec.Expected}");
        var artifacts = map.OptionalText(PostgresSpec.ArtifactsKey, "Beside postgres: where the models' files are, s3://BUCKET/PREFIX or a folder that every machine sees");
        if (repository is null == postgres is null)
        {
            map.Report(Rules.MissingKey, map.Location, $"'registry' names {(repository is null ? "no" : "more than one")} place; expected '{Releases}', or '{PostgresSpec.Key}' with '{PostgresSpec.ArtifactsKey}'");
        }
        else if (postgres is null != artifacts is null)
        {
            map.Report(Rules.MissingKey, map.Location, $"'registry' holds '{(postgres is null ? PostgresSpec.ArtifactsKey : PostgresSpec.Key)}' alone; expected '{PostgresSpec.Key}' and '{PostgresSpec.ArtifactsKey}' together");
        }

        if (repository is { } name && !IsRepository(name))
        {
            map.Reject(Releases, name, "a repository, OWNER/NAME");
        }

        if (postgres is { } address && !PostgresSpec.IsAddress(address))
        {
            map.Report(Rules.BadValue, address.Location, $"'{PostgresSpec.Key}' of the registry is no address of a database; expected {PostgresSpec.Expected}");
        }

        return new(null, repository) { Postgres = postgres is { } database && artifacts is { } place ? new(database, place) : null };
    }

    private static bool IsServer(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https", Host.Length: > 0, UserInfo: "", Query: "", Fragment: "" };

    private static bool IsRepository(string text) => RepositoryForm().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+\z")]
    private static partial Regex RepositoryForm();
}
