using MlOps.GitHub.Access;

namespace MlOps.GitHub.Publishing;

/// <summary>What a report belongs to.</summary>
/// <param name="Repository">The repository; of a fork's pull request the one that it goes to.</param>
/// <param name="Commit">The commit that is checked: 40 hexadecimal digits.</param>
/// <param name="PullRequest">The pull request that is commented on; null when there is none.</param>
/// <param name="Build">The page of the build; null when there is none.</param>
public sealed record PublicationTarget(RepositoryName Repository, string Commit, int? PullRequest, Uri? Build);
