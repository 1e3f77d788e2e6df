namespace MlOps.Tests.Hub;

/// <summary>A request that the fake hub, or its storage, has got.</summary>
/// <param name="IsStorage">True where the storage got it.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path, without the query.</param>
/// <param name="Authorization">The header's value; empty when there is none.</param>
/// <param name="From">The first byte of its range; null for a request without.</param>
internal sealed record HubRequest(bool IsStorage, string Method, string Path, string Authorization, long? From)
{
    public override string ToString() => $"{(IsStorage ? "storage " : "")}{Method} {Path}{(From is { } from ? $" from {from}" : "")}";
}
