using System.Text.Json.Serialization;

namespace MlOps.Tool.Deploy;

/// <summary>Words of a Dockerfile's lists, which are JSON.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class StringJson : JsonSerializerContext;
