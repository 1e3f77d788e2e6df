using System.Globalization;
using MlOps.GitHub.Access;
using Octokit;

namespace MlOps.GitHub.Releases;

/// <summary>Publishes the drafts that the index names, and removes those of jobs that were killed.</summary>
/// <param name="connection">The repository.</param>
/// <param name="time">The clock.</param>
internal sealed class Drafts(GitHubConnection connection, TimeProvider time)
{
    // no job works on one draft for so long
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private IReleasesClient Releases => connection.Client.Repository.Release;

    /// <summary>Gives every draft of a version its tag and title.</summary>
    /// <param name="index">The index.</param>
    /// <param name="ct">Stops between two drafts.</param>
    public async Task PublishAsync(ReleaseIndex index, CancellationToken ct)
    {
        var (owner, name) = (connection.Repository.Owner, connection.Repository.Name);
        var drafts = (await Releases.GetAll(owner, name)).Where(release => release.Draft && release.TagName.StartsWith(DraftRelease.TagPrefix, StringComparison.Ordinal));
        foreach (var draft in drafts)
        {
            ct.ThrowIfCancellationRequested();
            if (Find(index, draft.Id) is { } found)
            {
                _ = await Releases.Edit(owner, name, draft.Id, Published(found.Model, found.Version));
            }
            else if (IsAbandoned(draft))
            {
                await RemoveAsync(draft.Id);
            }
        }
    }

    /// <summary>Finds the releases that hold files of no version: drafts of jobs that were killed, and versions that were deleted.</summary>
    /// <param name="index">The index.</param>
    public async Task<IReadOnlyList<Release>> FindLeftAsync(ReleaseIndex index)
    {
        var deleted = index.Models
            .SelectMany(model => Enumerable.Range(1, model.LastNumber).Where(number => model.Versions.All(version => version.Version != number)).Select(number => TagOf(model.Name, number)))
            .ToHashSet(StringComparer.Ordinal);
        return [.. (await Releases.GetAll(connection.Repository.Owner, connection.Repository.Name)).Where(release =>
            release.Draft ? release.TagName.StartsWith(DraftRelease.TagPrefix, StringComparison.Ordinal) && Find(index, release.Id) is null && IsAbandoned(release) : deleted.Contains(release.TagName))];
    }

    /// <summary>Removes a release with its files.</summary>
    /// <param name="release">The release's id.</param>
    public Task RemoveAsync(long release) => Releases.Delete(connection.Repository.Owner, connection.Repository.Name, release);

    private static string TagOf(string model, int version) => string.Create(CultureInfo.InvariantCulture, $"mlops-{model}-v{version}");

    private bool IsAbandoned(Release draft) => time.GetUtcNow() - draft.CreatedAt > Kept;

    private static (string Model, IndexedVersion Version)? Find(ReleaseIndex index, long release)
    {
        foreach (var model in index.Models)
        {
            if (model.Versions.FirstOrDefault(version => version.Release == release) is { } version)
            {
                return (model.Name, version);
            }
        }

        return null;
    }

    // a prerelease: the repository's latest release stays the one of its program
    private static ReleaseUpdate Published(string model, IndexedVersion version) => new()
    {
        TagName = TagOf(model, version.Version),
        Name = string.Create(CultureInfo.InvariantCulture, $"{model} {version.Version}"),
        Body = $"Content hash `{version.ContentHash}`, run `{version.Run}`. Its stage is in the index of the release `{IndexStore.Tag}`; `dotnet mlops models show {model}` prints it.",
        Draft = false,
        Prerelease = true,
        MakeLatest = MakeLatestQualifier.False,
    };
}
