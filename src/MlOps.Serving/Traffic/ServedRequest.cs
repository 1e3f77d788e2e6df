using MlOps.Inference;
using MlOps.Requests;
using MlOps.Serving.Models;

namespace MlOps.Serving.Traffic;

/// <summary>A request that was answered, as logs and shadows take it.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="Id">Its id.</param>
/// <param name="Route">The name that the client asked for.</param>
/// <param name="Arm">Where it was answered.</param>
/// <param name="Model">By which version; it may have ended since.</param>
/// <param name="Rows">What the model read.</param>
/// <param name="Answers">One a row.</param>
/// <param name="Seconds">How long it took on the server.</param>
internal sealed record ServedRequest(
    DateTimeOffset At, string Id, string Route, string Arm, ServedModel Model, IReadOnlyList<RowInput> Rows, IReadOnlyList<Answer> Answers, double Seconds)
{
    /// <summary>Characters of its texts.</summary>
    public long Characters => Rows.Sum(row => (long)row.WholeText.Length);

    /// <summary>A line a row, for a log.</summary>
    /// <param name="withTexts">True to tell the texts and their lengths too.</param>
    public IReadOnlyList<RequestLine> Lines(bool withTexts) => [.. Rows.Select((row, place) => Line(row, place, withTexts && !Model.Form.ReadsPictures))];

    /// <summary>A line a row of what a shadow said of it.</summary>
    public IReadOnlyList<RequestLine> ShadowLines() => [.. Rows.Select((_, place) =>
    {
        var said = AnswerFacts.Of(Model.Description, Answers[place]);
        return new ShadowRow(At, Id, place, Route, Model.Version.Model, Model.Version.Version, Arm, said.Labels, said.Confidence, said.Values, Seconds);
    })];

    private AnsweredRow Line(RowInput row, int place, bool withText)
    {
        var said = AnswerFacts.Of(Model.Description, Answers[place]);
        var line = new AnsweredRow(At, Id, place, Route, Model.Version.Model, Model.Version.Version, Arm, said.Labels, said.Confidence, said.Values, Seconds);
        return withText ? line with { Text = row.WholeText, Length = row.WholeText.Length, Tokens = Model.TokensOf(row) } : line;
    }
}
