using System.Text.Json.Serialization;

namespace MlOps.Steps;

/// <summary>What of a row a model reads.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InputKind>))]
public enum InputKind
{
    /// <summary>A text, or a pair of them.</summary>
    [JsonStringEnumMemberName("text")]
    Text,

    /// <summary>A picture, whose path the row holds.</summary>
    [JsonStringEnumMemberName("image")]
    Image,
}
