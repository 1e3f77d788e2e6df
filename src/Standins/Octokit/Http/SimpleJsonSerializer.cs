using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Octokit.Internal;

/// <summary>JSON as GitHub writes it: names in snake_case, enumerations as words; what is null is left out.</summary>
public class SimpleJsonSerializer : IJsonSerializer
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new StringEnumConverterFactory(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public string Serialize(object item) => JsonSerializer.Serialize(item, item.GetType(), Options);

    /// <exception cref="SerializationException">It is not JSON, or not of this type.</exception>
    public T? Deserialize<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options);
        }
        catch (JsonException e)
        {
            throw new SerializationException(e.Message, e);
        }
    }
}
