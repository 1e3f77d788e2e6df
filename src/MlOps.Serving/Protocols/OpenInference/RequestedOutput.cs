namespace MlOps.Serving.Protocols.OpenInference;

/// <summary>An output that a client wants.</summary>
/// <param name="Name">Its name.</param>
/// <param name="InBinary">Whether in binary; null where the client says nothing of it.</param>
internal sealed record RequestedOutput(string Name, bool? InBinary);
