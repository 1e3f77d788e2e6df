using System.Text.Json;
using System.Text.Json.Serialization;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Pictures;
using MlOps.Spec;
using MlOps.Steps;

namespace MlOps.Models;

/// <summary>
/// What <c>model.json</c> of a model folder says: how raw rows are prepared, and where the model comes from.
/// It holds nothing of the run's time or place, so that the same training gives the same bytes.
/// </summary>
public sealed record ModelDescription
{
    /// <summary>The file's name in a model folder.</summary>
    public const string FileName = "model.json";

    private const int FewestTokens = 3; // one of the text between two special ones

    /// <summary>Version of this file's format.</summary>
    public int Format { get; init; } = 1;

    /// <summary>For example text-classification.</summary>
    public required string Task { get; init; }

    /// <summary>Architecture family, for example bert.</summary>
    public required string Family { get; init; }

    /// <summary>The label names; a class's index is its place here.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>True when each label is decided by itself (sigmoid), false when one is chosen (softmax).</summary>
    public required bool MultiLabel { get; init; }

    /// <summary>How a raw row becomes the text that is tokenized.</summary>
    public required Preparation Preparation { get; init; }

    /// <summary>Longest input in tokens, special tokens counted; longer texts are cut. 0 for pictures.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>How longer texts are cut into windows; null where their end is not read.</summary>
    public WindowSettings? Windows { get; init; }

    /// <summary>How pictures become what the model reads; null for texts.</summary>
    public PictureTransform? Pictures { get; init; }

    /// <summary>What the model has learnt.</summary>
    [JsonIgnore]
    public TaskKind TaskKind => Enum.GetValues<TaskKind>().Single(kind => Kebab.Of(kind) == Task);

    /// <summary>The base model as the pipeline names it.</summary>
    public required string Base { get; init; }

    /// <summary>SHA-256 over the base model's files.</summary>
    public required string BaseHash { get; init; }

    /// <summary>SHA-256 of the prepared rows that it was trained on.</summary>
    public required string DataHash { get; init; }

    /// <summary>fp32 or bf16: the precision of training; the files hold float32.</summary>
    public required string Precision { get; init; }

    /// <summary>The seed of the run.</summary>
    public required int Seed { get; init; }

    /// <summary>Reads the description of a model.</summary>
    /// <param name="folder">A model folder.</param>
    /// <exception cref="MlOpsException">MLOPS4101: the folder holds no model.json. MLOPS4102: it is not a description of a model.</exception>
    public static ModelDescription Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        var location = new Location(file.Replace('\\', '/'));
        if (!File.Exists(file))
        {
            throw new MlOpsException(Rules.MissingModelFile, location, $"{FileName} is not there; without it the folder is no model");
        }

        try
        {
            var description = JsonSerializer.Deserialize(File.ReadAllText(file), ModelDescriptionJson.Default.ModelDescription);
            return description is null ? throw new MlOpsException(Rules.BadModelFile, location, "expected the description of a model")
                : Problem(description) is { } problem ? throw new MlOpsException(Rules.BadModelFile, location, problem)
                : description;
        }
        catch (JsonException exception)
        {
            var place = location with { Line = (int)(exception.LineNumber ?? -1) + 1, Column = (int)(exception.BytePositionInLine ?? -1) + 1 };
            throw new MlOpsException(Rules.BadModelFile, place, $"this is no description of a model: {exception.Message}", exception);
        }
    }

    private static string? Problem(ModelDescription found)
    {
        if (found.Format != 1)
        {
            return $"its format is {found.Format}; expected 1";
        }

        if (!Enum.GetValues<TaskKind>().Any(kind => Kebab.Of(kind) == found.Task))
        {
            return $"its task is '{found.Task}'; expected {string.Join(", ", Enum.GetValues<TaskKind>().Select(Kebab.Of))}";
        }

        return found.Labels.Count == 0 && found.TaskKind is not (TaskKind.MaskedLm or TaskKind.CausalLm) ? "it names no label"
            : found.TaskKind == TaskKind.ImageClassification && found.Pictures?.IsSound != true ? "it does not say how pictures are prepared, or what cannot be"
            : found.TaskKind != TaskKind.ImageClassification && found.MaxTokens < FewestTokens ? $"maxTokens is {found.MaxTokens}; expected {FewestTokens} or more"
            : null;
    }

    /// <summary>Writes the description into a model folder.</summary>
    /// <param name="folder">A model folder.</param>
    public void Write(string folder) =>
        AtomicFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, ModelDescriptionJson.Default.ModelDescription) + "\n");
}
