using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlOps.Registry.Mlflow;

/// <summary>The form of what mlops itself keeps on an MLflow server: camelCase, enumerations by name.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VersionManifest))]
[JsonSerializable(typeof(HistoryEntry))]
[JsonSerializable(typeof(Waiting))]
internal sealed partial class RegistryJson : JsonSerializerContext;
