using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlOps.Reporting.Comparison;

/// <summary>JSON of comparisons, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunDifference))]
public sealed partial class ComparisonJson : JsonSerializerContext;
