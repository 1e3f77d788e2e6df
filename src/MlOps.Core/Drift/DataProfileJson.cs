using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlOps.Drift;

/// <summary>The form of <c>profile.json</c>: one line, camelCase.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DataProfile))]
internal sealed partial class DataProfileJson : JsonSerializerContext;
