using MlOps.Experiments;

namespace MlOps.Requests;

/// <summary>Gathers what one shadow said beside what clients were answered.</summary>
/// <param name="shadow">The shadow.</param>
internal sealed class LoggedShadow(string shadow)
{
    private const int MostChanges = 10;

    private readonly List<double> _seconds = [];
    private readonly Dictionary<(string Answered, string Shadow), long> _changes = [];
    private long _rows;
    private long _agreed;

    /// <summary>Takes a row that both have answered.</summary>
    /// <param name="answered">What the client was answered.</param>
    /// <param name="said">What the shadow said.</param>
    public void Add(IReadOnlyList<string> answered, ShadowRow said)
    {
        _rows++;
        if (said.Row == 0)
        {
            _seconds.Add(said.Seconds);
        }

        if (UserFeedback.Agrees(answered, said.Labels))
        {
            _agreed++;
            return;
        }

        var change = (string.Join(';', answered), string.Join(';', said.Labels));
        _changes[change] = _changes.GetValueOrDefault(change) + 1;
    }

    /// <summary>What it said.</summary>
    public ShadowResult Result() => new(
        shadow,
        _rows,
        new(_agreed, _rows),
        Quantiles.Of(_seconds),
        [
            .. _changes.OrderByDescending(change => change.Value).ThenBy(change => change.Key.Answered, StringComparer.Ordinal).ThenBy(change => change.Key.Shadow, StringComparer.Ordinal)
                .Take(MostChanges).Select(change => new AnswerChange(change.Key.Answered, change.Key.Shadow, change.Value)),
        ]);
}
