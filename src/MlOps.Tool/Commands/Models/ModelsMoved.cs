using System.Text.Json;
using MlOps.Registry;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands.Models;

/// <summary>What is said of a version that was to get another stage.</summary>
internal static class ModelsMoved
{
    /// <summary>One line for a person.</summary>
    /// <param name="edit">What was done.</param>
    /// <param name="version">The version as it is now.</param>
    /// <param name="asked">The stage that was asked for.</param>
    public static string Text(EditResult edit, ModelVersion version, Stage asked)
    {
        var name = ModelsText.Name(version);
        return version.Stage != asked && version.Waiting is { } waiting ? $"{name} waits: {ModelsWaitingCommand.Describe(waiting)}"
            : edit.Entries.Count == 0 ? $"{name} is in {version.Stage} already"
            : $"{name} is now in {version.Stage}{(edit.Replaced is { } replaced ? FormattableString.Invariant($"; version {replaced} was archived") : "")}";
    }

    /// <summary>The answer of a command that moves a version.</summary>
    public static ModelsAnswer Answer(ModelRegistry registry, EditResult edit, Stage asked) =>
        new(Text(edit, edit.Version!, asked), json => Write(json, registry, edit.Version!, edit.Replaced));

    /// <summary>The properties for programs.</summary>
    public static void Write(Utf8JsonWriter json, ModelRegistry registry, ModelVersion version, int? replaced)
    {
        if (replaced is { } number)
        {
            json.WriteNumber("replaced", number);
        }

        ModelsJson.Properties(json, registry.Show(version.Model), version);
    }
}
