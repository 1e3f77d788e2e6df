using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MlOps.Registry.Mlflow.Wire;

/// <summary>Reads members of an answer; what is not as MLflow writes it is a failure of the server's.</summary>
internal static class MlflowAnswer
{
    /// <summary>An object that the answer must hold.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="type">What it is.</param>
    /// <exception cref="HttpRequestException">It is not there, or something else.</exception>
    public static T Read<T>(this JsonElement answer, string name, JsonTypeInfo<T> type)
        where T : class => answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var member)
            ? Convert(member, name, type)
            : throw NotMlflow(name);

    /// <summary>A list, which MLflow leaves out where it is empty.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="type">What each of it is.</param>
    /// <exception cref="HttpRequestException">It is no list, or one of something else.</exception>
    public static IReadOnlyList<T> ReadList<T>(this JsonElement answer, string name, JsonTypeInfo<T> type)
        where T : class => answer.ValueKind != JsonValueKind.Object ? throw NotMlflow(name)
            : !answer.TryGetProperty(name, out var list) ? []
            : list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(member => Convert(member, name, type))]
            : throw NotMlflow(name);

    /// <summary>A text, such as the token of the next page; null where it is absent or empty.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="name">The member's name.</param>
    public static string? ReadText(this JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 } value ? value : null;

    private static T Convert<T>(JsonElement member, string name, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return member.Deserialize(type) ?? throw NotMlflow(name);
        }
        catch (JsonException e)
        {
            throw new HttpRequestException($"its answer is not MLflow's: '{name}' has another form", e);
        }
    }

    private static HttpRequestException NotMlflow(string name) => new($"its answer is not MLflow's: it lacks '{name}'");
}
