using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlOps.GitHub.Releases;

/// <summary>The form of the index: camelCase, enumerations by name.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true)]
[JsonSerializable(typeof(ReleaseIndex))]
internal sealed partial class ReleaseIndexJson : JsonSerializerContext;
