using System.Text.Json;
using System.Text.Json.Serialization;
using MlOps.Running;

namespace MlOps.GitHub.Publishing;

/// <summary>
/// JSON of a run's folder, which may come from a fork: an unknown key or a key that stands twice is an error.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    MaxDepth = 32,
    Converters = [typeof(RuleConverter)])]
[JsonSerializable(typeof(PublicationRecord))]
[JsonSerializable(typeof(RunResult))]
public sealed partial class PublicationJson : JsonSerializerContext;
