using System.Text.Json.Serialization;

namespace MlOps.Storage.Remote;

/// <summary>The form of <c>entry.json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CacheEntry))]
internal sealed partial class CacheEntryJson : JsonSerializerContext;
