using MlOps.Running;

namespace MlOps.GitHub.Publishing;

/// <summary>How a report is published.</summary>
/// <param name="Comments">True when a pull request gets a comment.</param>
/// <param name="HasSummary">True when the build server shows a job summary.</param>
/// <param name="Required">The lowest rung that is no error; null when any is right.</param>
public sealed record PublicationOptions(bool Comments, bool HasSummary, Rung? Required);
