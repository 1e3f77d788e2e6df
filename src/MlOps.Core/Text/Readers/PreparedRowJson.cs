using System.Text.Json;
using System.Text.Json.Serialization;
using MlOps.Steps;

namespace MlOps.Text.Readers;

/// <summary>The form of a prepared row: one line, camelCase, and strict about what must be there.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PreparedRow))]
internal sealed partial class PreparedRowJson : JsonSerializerContext;
