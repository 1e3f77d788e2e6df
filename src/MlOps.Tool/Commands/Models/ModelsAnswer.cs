using System.Text.Json;

namespace MlOps.Tool.Commands.Models;

/// <summary>What a command about models says, in both of its forms.</summary>
/// <param name="Text">For a person, without a line feed at its end.</param>
/// <param name="Json">Writes the properties of the document for programs.</param>
internal sealed record ModelsAnswer(string Text, Action<Utf8JsonWriter> Json)
{
    /// <summary>What the process ends with.</summary>
    public int ExitCode { get; init; } = MlOps.Tool.ExitCode.Passed;
}
