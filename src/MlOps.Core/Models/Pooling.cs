using System.Text.Json.Serialization;

namespace MlOps.Models;

/// <summary>How what a model says of a long text's windows becomes one answer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Pooling>))]
public enum Pooling
{
    /// <summary>The mean of each output.</summary>
    [JsonStringEnumMemberName("mean")]
    Mean,

    /// <summary>The highest of each output.</summary>
    [JsonStringEnumMemberName("max")]
    Max,
}
