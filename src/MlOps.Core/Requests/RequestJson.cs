using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlOps.Requests;

/// <summary>The form of a request log: one line of JSON, camelCase.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RequestLine))]
internal sealed partial class RequestJson : JsonSerializerContext;
