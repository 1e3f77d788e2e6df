using System.Text.Json;
using System.Text.Json.Serialization;
using MlOps.Diagnostics;
using MlOps.Files;

namespace MlOps.Running;

/// <summary>JSON of the state folder's own files, without reflection: a run that has nothing to do starts quickly.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(RuleConverter)])]
[JsonSerializable(typeof(RunResult))]
[JsonSerializable(typeof(StepRecord))]
[JsonSerializable(typeof(LogLine))]
[JsonSerializable(typeof(IReadOnlyList<Diagnostic>))]
[JsonSerializable(typeof(Dictionary<string, FileHash>))]
public sealed partial class RunningJson : JsonSerializerContext;
