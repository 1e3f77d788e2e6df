using System.Text.RegularExpressions;

namespace MlOps.Spec;

/// <summary>The <c>registry</c> of a pipeline: where its models are registered. Exactly one is given.</summary>
/// <param name="Folder">A folder, relative to the pipeline's.</param>
/// <param name="GitHubReleases">A repository on GitHub, <c>owner/name</c>, that keeps versions as releases.</param>
public sealed partial record RegistrySpec(SpecText? Folder, SpecText? GitHubReleases)
{
    /// <summary>The word of the one kind that is no folder, in pipeline.yml and before a colon on the command line.</summary>
    public const string Releases = "github-releases";

    /// <summary>Reads the key <c>registry</c>.</summary>
    /// <param name="map">The pipeline's mapping.</param>
    /// <returns>Null when the key is absent.</returns>
    internal static RegistrySpec? Read(SpecMap map) => map.Either(
        "registry",
        "Where models are registered: a folder; when absent the state folder's own",
        folder => new RegistrySpec(folder, null),
        inner =>
        {
            var repository = inner.Text(Releases, "A repository on GitHub, OWNER/NAME: a release a version");
            if (repository.Value.Length > 0 && !IsRepository(repository))
            {
                inner.Reject(Releases, repository, "a repository, OWNER/NAME");
            }

            return new RegistrySpec(null, repository);
        });

    /// <summary>Reads what the command line gives: a folder, or <c>github-releases:OWNER/NAME</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null when it is neither.</returns>
    public static RegistrySpec? Parse(string text)
    {
        const string Prefix = Releases + ":";
        return !text.StartsWith(Prefix, StringComparison.Ordinal) ? new(new SpecText(text, Diagnostics.Location.None), null)
            : IsRepository(text[Prefix.Length..]) ? new(null, new SpecText(text[Prefix.Length..], Diagnostics.Location.None))
            : null;
    }

    private static bool IsRepository(string text) => RepositoryForm().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+\z")]
    private static partial Regex RepositoryForm();
}
