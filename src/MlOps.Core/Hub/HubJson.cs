using System.Text.Json.Serialization;

namespace MlOps.Hub;

/// <summary>The hub's answers, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HubAnswer))]
internal sealed partial class HubJson : JsonSerializerContext;
