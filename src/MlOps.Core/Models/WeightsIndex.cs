using System.Text.Json;
using MlOps.Diagnostics;

namespace MlOps.Models;

/// <summary>The index of weights in several files: it names the file of each tensor (<c>model.safetensors.index.json</c>).</summary>
/// <param name="Entries">The tensors and their files, in the order of the index.</param>
public sealed record WeightsIndex(IReadOnlyList<(string Tensor, string File)> Entries)
{
    private const string MapKey = "weight_map";
    private const int MostBytes = 16 << 20;

    /// <summary>The files, in ordinal order.</summary>
    public IReadOnlyList<string> Files => [.. Entries.Select(entry => entry.File).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Reads an index.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shown">What messages call it.</param>
    /// <exception cref="MlOpsException">MLOPS3003: it is no index, or names a path outside of its folder.</exception>
    public static WeightsIndex Read(string path, string shown)
    {
        if (new FileInfo(path).Length > MostBytes)
        {
            throw Broken(shown, $"it has more than {MostBytes} bytes");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(MapKey, out var map) && map.ValueKind == JsonValueKind.Object
                ? new([.. map.EnumerateObject().Select(entry => (entry.Name, FileName(entry, shown)))])
                : throw Broken(shown, $"it has no mapping '{MapKey}'");
        }
        catch (JsonException e)
        {
            throw Broken(shown, $"it is not JSON ({e.Message})", e);
        }
        catch (InvalidOperationException e)
        {
            throw Broken(shown, $"it holds text that is no Unicode ({e.Message})", e);
        }
    }

    /// <summary>The refusal of an index.</summary>
    /// <param name="shown">What messages call it.</param>
    /// <param name="why">What was found.</param>
    /// <param name="inner">What was thrown below, where there is one.</param>
    public static MlOpsException Broken(string shown, string why, Exception? inner = null) =>
        new(Rules.BrokenWeights, new Location(shown), $"the file is not what an index of weights must be: {why}. Fetch the files again.", inner);

    // an index that named itself would be read without end
    private static string FileName(JsonProperty entry, string shown)
    {
        var file = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : "";
        return file.Length > 0 && file.AsSpan().IndexOfAny("/\\:\0") < 0 && file is not ("." or "..")
            && !file.EndsWith(WeightsFiles.IndexEnding, StringComparison.OrdinalIgnoreCase)
            ? file
            : throw Broken(shown, $"'{entry.Name}' stands in '{file}', which is no file of weights");
    }
}
