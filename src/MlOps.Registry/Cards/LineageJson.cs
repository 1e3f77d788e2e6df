using System.Text.Json;
using System.Text.Json.Serialization;

using MlOps.Running;

namespace MlOps.Registry.Cards;

/// <summary>The form of <c>lineage.json</c>: indented, camelCase, enumerations by name.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true, Converters = [typeof(RuleConverter)])]
[JsonSerializable(typeof(Lineage))]
internal sealed partial class LineageJson : JsonSerializerContext;
