using System.Text.RegularExpressions;
using MlOps.Diagnostics;

namespace MlOps.Spec;

/// <summary>The <c>registry</c> of a pipeline: where its models are registered. Exactly one is given.</summary>
/// <param name="Folder">A folder, relative to the pipeline's.</param>
/// <param name="GitHubReleases">A repository on GitHub, <c>owner/name</c>, that keeps versions as releases.</param>
public sealed partial record RegistrySpec(SpecText? Folder, SpecText? GitHubReleases)
{
    /// <summary>The word of the one kind that is no folder, in pipeline.yml and before a colon on the command line.</summary>
    public const string Releases = "github-releases";

    /// <summary>The form of an MLflow server's address in words, for messages: 'expected …'.</summary>
    public const string MlflowForm = "mlflow+http://HOST:PORT[/PREFIX] or mlflow+https://…, without user, password and query";

    private const string MlflowScheme = "mlflow+";

    /// <summary>The address of an MLflow server, <c>mlflow+http://host:port[/prefix]</c> or <c>mlflow+https://…</c>.</summary>
    public SpecText? Mlflow { get; init; }

    /// <summary>Reads the key <c>registry</c>.</summary>
    /// <param name="map">The pipeline's mapping.</param>
    /// <returns>Null when the key is absent.</returns>
    internal static RegistrySpec? Read(SpecMap map) => map.Either(
        "registry",
        "Where models are registered: a folder, or an MLflow server mlflow+http://HOST:PORT; when absent the state folder's own",
        text =>
        {
            var spec = OfText(text);
            if (spec is null)
            {
                map.Report(Rules.BadValue, text.Location, $"'registry' of the pipeline is no address of an MLflow server; expected {MlflowForm}");
            }

            return spec ?? new(text, null);
        },
        inner =>
        {
            var repository = inner.Text(Releases, "A repository on GitHub, OWNER/NAME: a release a version");
            if (repository.Value.Length > 0 && !IsRepository(repository))
            {
                inner.Reject(Releases, repository, "a repository, OWNER/NAME");
            }

            return new RegistrySpec(null, repository);
        });

    /// <summary>Reads what the command line gives: a folder, <c>github-releases:OWNER/NAME</c>, or an MLflow server.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null when it is none of them.</returns>
    public static RegistrySpec? Parse(string text)
    {
        const string Prefix = Releases + ":";
        return !text.StartsWith(Prefix, StringComparison.Ordinal) ? OfText(new SpecText(text, Location.None))
            : IsRepository(text[Prefix.Length..]) ? new(null, new SpecText(text[Prefix.Length..], Location.None))
            : null;
    }

    private static RegistrySpec? OfText(SpecText text) => !text.Value.StartsWith(MlflowScheme, StringComparison.Ordinal) ? new(text, null)
        : IsServer(text.Value[MlflowScheme.Length..]) ? new(null, null) { Mlflow = text }
        : null;

    private static bool IsServer(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https", Host.Length: > 0, UserInfo: "", Query: "", Fragment: "" };

    private static bool IsRepository(string text) => RepositoryForm().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+\z")]
    private static partial Regex RepositoryForm();
}
