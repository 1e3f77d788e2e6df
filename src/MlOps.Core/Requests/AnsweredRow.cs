using System.Text.Json.Serialization;

namespace MlOps.Requests;

/// <summary>One row of a request, and what the model answered.</summary>
/// <param name="At">When it was answered, in UTC.</param>
/// <param name="Id">The request's id.</param>
/// <param name="Row">The row's place in the request, from 0.</param>
/// <param name="Route">The name that the client asked for.</param>
/// <param name="Model">Name of the registered model, or the folder of one.</param>
/// <param name="Version">Its version, as the server names it.</param>
/// <param name="Arm">The arm that took the request.</param>
/// <param name="Labels">The labels or tags that the model gave.</param>
/// <param name="Confidence">The probability of the given label; null where the model gives none.</param>
/// <param name="Values">The numbers that it predicted, by features.</param>
/// <param name="Seconds">How long the whole request took on the server.</param>
public sealed record AnsweredRow(
    DateTimeOffset At,
    string Id,
    int Row,
    string Route,
    string Model,
    string Version,
    string Arm,
    IReadOnlyList<string> Labels,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Confidence,
    IReadOnlyDictionary<string, double> Values,
    double Seconds) : RequestLine(At, Id)
{
    /// <summary>The prepared text, redacted and cut at <see cref="MaxText"/>; null where texts are not logged.</summary>
    public string? Text { get; init; }

    /// <summary>Characters of the whole prepared text, before it was redacted for the log; null for pictures.</summary>
    public int? Length { get; init; }

    /// <summary>Its tokens as the model reads them; null for pictures.</summary>
    public int? Tokens { get; init; }

    /// <summary>Most characters of a text that are logged.</summary>
    public const int MaxText = 20_000;
}
