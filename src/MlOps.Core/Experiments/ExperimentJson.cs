using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlOps.Experiments;

/// <summary>The form of a report of arms for programs: indented, camelCase.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(IReadOnlyList<ExperimentReport>))]
public sealed partial class ExperimentJson : JsonSerializerContext;
