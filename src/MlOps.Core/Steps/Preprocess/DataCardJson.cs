using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlOps.Steps.Preprocess;

/// <summary>The form of <c>data-card.json</c>: indented, camelCase.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true)]
[JsonSerializable(typeof(DataCard))]
internal sealed partial class DataCardJson : JsonSerializerContext;
