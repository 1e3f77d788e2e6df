namespace MlOps.Hub;

/// <summary>The answer of <c>/api/models/NAME/revision/REVISION?blobs=true</c>, as far as it is read.</summary>
/// <param name="Sha">The commit.</param>
/// <param name="Siblings">The files.</param>
internal sealed record HubAnswer(string? Sha, IReadOnlyList<HubAnswerFile>? Siblings);
