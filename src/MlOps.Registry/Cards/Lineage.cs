using System.Collections.ObjectModel;
using System.Text.Json;
using MlOps.Drift;
using MlOps.Metrics;
using MlOps.Models;
using MlOps.Steps;

namespace MlOps.Registry.Cards;

/// <summary>What <c>lineage.json</c> of a version says: where the version comes from and how it was judged.</summary>
/// <remarks>A file of an earlier mlops lacks some properties: JSON then gives null, for which the empty value stands.</remarks>
public sealed record Lineage
{
    /// <summary>The file's name in a version's folder.</summary>
    public const string FileName = "lineage.json";

    /// <summary>The number in the file where a server gives the number only after the file was written.</summary>
    internal const int NoVersionYet = 0;

    /// <summary>Version of this file's format.</summary>
    public int Format { get; init; } = 1;

    /// <summary>Name of the registered model.</summary>
    public required string Model { get; init; }

    /// <summary>Its version number.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 over the model's files; this file and the model card are left out.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The run that made it.</summary>
    public required string Run { get; init; }

    /// <summary>When it was registered, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who registered it.</summary>
    public required string By { get; init; }

    /// <summary>The base model as the pipeline names it.</summary>
    public required string Base { get; init; }

    /// <summary>SHA-256 over the base model's files.</summary>
    public required string BaseHash { get; init; }

    /// <summary>SHA-256 of the prepared rows that it was trained on.</summary>
    public required string DataHash { get; init; }

    /// <summary>The training that it comes from; null for a version of an earlier mlops.</summary>
    public TrainedBy? Trained { get; init; }

    /// <summary>Rows that it was judged on.</summary>
    public required long Rows { get; init; }

    /// <summary>What was measured on them; null where undefined.</summary>
    public required IReadOnlyDictionary<string, double?> Metrics { get; init; }

    /// <summary>95 % bootstrap intervals of the metrics that have one; none for a version of an earlier mlops.</summary>
    public IReadOnlyDictionary<string, Interval> Intervals { get; init => field = value ?? ReadOnlyDictionary<string, Interval>.Empty; } = ReadOnlyDictionary<string, Interval>.Empty;

    /// <summary>Metrics for each value of each slice column; none for a version of an earlier mlops.</summary>
    public IReadOnlyList<SliceScore> Slices { get; init => field = value ?? []; } = [];

    /// <summary>Every gate, as it was judged.</summary>
    public required IReadOnlyList<GateResult> Gates { get; init; }

    /// <summary>Which rows of growing data it was trained on; null where all were taken. The next training takes those behind.</summary>
    public Watermark? Watermark { get; init; }

    /// <summary>What its data look like, which live requests are held against; null for a version of an earlier mlops.</summary>
    public DataProfile? Profile { get; init; }

    /// <summary>What it is for, in the words of its pipeline; empty when nothing is said.</summary>
    public string Purpose { get; init => field = value ?? ""; } = "";

    /// <summary>What was found of its variant, kept or refused; null where none was asked for.</summary>
    public VariantEvaluation? Variant { get; init; }

    /// <summary>Reads the file of a version.</summary>
    /// <param name="version">A version of the registry.</param>
    public static Lineage Read(ModelVersion version) => Read(version.Folder);

    internal static Lineage Read(string folder)
    {
        using var stream = File.OpenRead(Path.Combine(folder, FileName));
        return JsonSerializer.Deserialize(stream, LineageJson.Default.Lineage)!;
    }

    /// <summary>Reads the file's bytes.</summary>
    /// <param name="json">UTF-8.</param>
    /// <exception cref="JsonException">They are no lineage.</exception>
    public static Lineage Parse(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, LineageJson.Default.Lineage) ?? throw new JsonException("it is null");

    /// <summary>What can be said of a version that another program registered.</summary>
    internal static Lineage OfForeign(ModelVersion version, IReadOnlyDictionary<string, double?> metrics) => new()
    {
        Model = version.Model,
        Version = version.Version,
        ContentHash = version.ContentHash,
        Run = version.Run,
        At = version.At,
        By = version.By,
        Base = "",
        BaseHash = "",
        DataHash = "",
        Rows = 0,
        Metrics = metrics,
        Gates = [],
    };

    internal static Lineage Of(ModelVersion version, Candidate candidate) => new()
    {
        Model = version.Model,
        Version = version.Version,
        ContentHash = version.ContentHash,
        Run = version.Run,
        At = version.At,
        By = version.By,
        Base = candidate.Description.Base,
        BaseHash = candidate.Description.BaseHash,
        DataHash = candidate.Description.DataHash,
        Trained = candidate.Trained,
        Rows = candidate.Evaluation.Rows,
        Metrics = candidate.Evaluation.Metrics,
        Intervals = candidate.Evaluation.Intervals,
        Slices = candidate.Evaluation.Slices,
        Gates = candidate.Evaluation.Gates,
        Variant = candidate.Variant,
        Profile = candidate.Profile,
        Watermark = candidate.Watermark,
        Purpose = candidate.Purpose,
    };

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LineageJson.Default.Lineage);
}
