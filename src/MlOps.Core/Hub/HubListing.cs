namespace MlOps.Hub;

/// <summary>What the hub says of a model.</summary>
/// <param name="Commit">What its revision is: 40 hexadecimal digits.</param>
/// <param name="Files">Its files.</param>
internal sealed record HubListing(string Commit, IReadOnlyList<HubFile> Files);
