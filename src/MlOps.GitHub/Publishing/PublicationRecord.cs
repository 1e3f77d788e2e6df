using MlOps.GitHub.Content;
using MlOps.Running;

namespace MlOps.GitHub.Publishing;

/// <summary><c>publication.json</c> in the folder of a run: what is needed to complete its report later. It holds no secret.</summary>
public sealed record PublicationRecord
{
    /// <summary>The file's name.</summary>
    public const string FileName = "publication.json";

    /// <summary>Version of this file's format.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The repository: <c>owner/name</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>The commit that is checked.</summary>
    public required string Commit { get; init; }

    /// <summary>The pull request that is commented on; null when there is none.</summary>
    public int? PullRequest { get; init; }

    /// <summary>Name of the check.</summary>
    public required string Check { get; init; }

    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The check's <c>external_id</c>, by which it is found.</summary>
    public required string ExternalId { get; init; }

    /// <summary>Where the verdict is shown; null until it is.</summary>
    public Rung? Rung { get; init; }

    /// <summary>The record of a report that begins.</summary>
    /// <param name="identity">By what check and comment are found again.</param>
    /// <param name="target">Where they belong.</param>
    public static PublicationRecord Of(ReportIdentity identity, PublicationTarget target) => new()
    {
        Repository = target.Repository.ToString(),
        Commit = target.Commit,
        PullRequest = target.PullRequest,
        Check = identity.CheckName,
        Pipeline = identity.Pipeline,
        ExternalId = identity.ExternalId(target.Commit),
    };
}
