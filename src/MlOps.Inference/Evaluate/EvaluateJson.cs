using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlOps.Inference.Evaluate;

/// <summary>The form of a predicted row: one line, camelCase.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PredictedRow))]
internal sealed partial class EvaluateJson : JsonSerializerContext;
