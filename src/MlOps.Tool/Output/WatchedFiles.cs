using System.Text.Json;

namespace MlOps.Tool.Output;

/// <summary>The files by whose times a build sees that a command need not run again.</summary>
/// <param name="Inputs">Full paths of the files and folders that the command read.</param>
/// <param name="Registry">Full paths of the files that change with the registry, by this command too.</param>
internal sealed record WatchedFiles(IReadOnlyList<string> Inputs, IReadOnlyList<string> Registry)
{
    /// <summary>Writes both as properties of the current object.</summary>
    /// <param name="json">Inside an object.</param>
    public void Write(Utf8JsonWriter json)
    {
        Write(json, "inputs", Inputs);
        Write(json, "registryFiles", Registry);
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> files)
    {
        json.WriteStartArray(name);
        foreach (var file in files)
        {
            json.WriteStringValue(file);
        }

        json.WriteEndArray();
    }
}
