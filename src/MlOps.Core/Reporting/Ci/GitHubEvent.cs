using System.Globalization;
using System.Text.Json;

namespace MlOps.Reporting.Ci;

/// <summary>An object in the payload of one of GitHub's events. Anybody may have caused the event: nothing is taken for granted of its shape.</summary>
/// <param name="value">Any JSON value.</param>
internal readonly struct GitHubEvent(JsonElement value)
{
    /// <summary>An object within this one; null when there is none of this name.</summary>
    public GitHubEvent? Find(string name) => Get(name, JsonValueKind.Object) is { } found ? new(found) : null;

    /// <summary>The first object of a list; null when there is none.</summary>
    public GitHubEvent? First(string name) => Get(name, JsonValueKind.Array) is { } list && list.GetArrayLength() > 0 && list[0].ValueKind == JsonValueKind.Object
        ? new(list[0])
        : null;

    /// <summary>A text that is not empty.</summary>
    public string? Text(string name) => Get(name, JsonValueKind.String)?.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>A whole number above 0.</summary>
    public int? Number(string name) => Get(name, JsonValueKind.Number) is { } number && number.TryGetInt32(out var whole) && whole > 0 ? whole : null;

    /// <summary>GitHub's id of this object.</summary>
    public string? Id() => Get("id", JsonValueKind.Number) is { } number && number.TryGetInt64(out var id) ? id.ToString(CultureInfo.InvariantCulture) : null;

    private JsonElement? Get(string name, JsonValueKind kind) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found) && found.ValueKind == kind ? found : null;
}
