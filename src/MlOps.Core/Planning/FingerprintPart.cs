namespace MlOps.Planning;

/// <summary>One of the things that a step's output depends on.</summary>
/// <param name="Name">What it is: <c>setting epochs</c>, <c>input mail.jsonl</c>, <c>step prepare</c>.</param>
/// <param name="Value">Its value; a SHA-256 where it is a file, a step, or comes from the environment.</param>
public sealed record FingerprintPart(string Name, string Value);
