using System.Text.Json.Serialization;

namespace MlOps.Steps.Preprocess;

/// <summary>The form of a cell that holds several labels.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class LabelListJson : JsonSerializerContext;
