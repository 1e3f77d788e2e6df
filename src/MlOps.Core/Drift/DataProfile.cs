using System.Text.Json;
using MlOps.Files;

namespace MlOps.Drift;

/// <summary>
/// What the data of a model look like, feature by feature. That of a version tells what it was trained on and what it said of its test rows;
/// it stands in the version's <c>lineage.json</c>, which is no part of the content hash. That of live requests is held against it.
/// </summary>
/// <param name="Numbers">Features that are numbers, by names of <see cref="Features"/>, in ordinal order.</param>
/// <param name="Categories">Features that are names, likewise.</param>
public sealed record DataProfile(IReadOnlyDictionary<string, NumberProfile> Numbers, IReadOnlyDictionary<string, CategoryProfile> Categories)
{
    /// <summary>The file's name in an evaluate step's output.</summary>
    public const string FileName = "profile.json";

    /// <summary>The words by which texts are known: those that <see cref="Features.Vocabulary"/> keeps; empty where no texts are read.</summary>
    public IEnumerable<string> Words() => Categories.GetValueOrDefault(Features.Vocabulary)?.Counts.Keys ?? [];

    /// <summary>Reads the profile of an evaluate step.</summary>
    /// <param name="folder">The step's output folder.</param>
    /// <returns>Null when the step has left none.</returns>
    public static DataProfile? Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), DataProfileJson.Default.DataProfile) : null;
    }

    /// <summary>Writes the profile into an evaluate step's output.</summary>
    /// <param name="folder">The step's output folder.</param>
    public void Write(string folder) =>
        AtomicFile.Write(Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, this, DataProfileJson.Default.DataProfile));
}
