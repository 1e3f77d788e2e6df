using System.Text.Json.Serialization;

namespace MlOps.Requests;

/// <summary>What a shadow said of a row that another model answered.</summary>
/// <param name="At">When it was answered, in UTC.</param>
/// <param name="Id">The request's id.</param>
/// <param name="Row">The row's place in the request, from 0.</param>
/// <param name="Route">The name that the client asked for.</param>
/// <param name="Model">Name of the shadow's model.</param>
/// <param name="Version">Its version.</param>
/// <param name="Arm">The shadow's name.</param>
/// <param name="Labels">The labels or tags that it gave.</param>
/// <param name="Confidence">The probability of the given label; null where it gives none.</param>
/// <param name="Values">The numbers that it predicted, by features.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record ShadowRow(
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
    double Seconds) : RequestLine(At, Id);
