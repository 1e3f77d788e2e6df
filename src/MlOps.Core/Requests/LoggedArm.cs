using MlOps.Experiments;

namespace MlOps.Requests;

/// <summary>Gathers what one arm did, line by line.</summary>
/// <param name="arm">The arm.</param>
internal sealed class LoggedArm(string arm)
{
    private const int MostClasses = 1_000;

    private readonly List<string> _versions = [];
    private readonly List<double> _seconds = [];
    private readonly Dictionary<string, long> _classes = new(StringComparer.Ordinal);
    private long _rows;
    private long _failed;
    private long _judged;
    private long _right;
    private long _sure;
    private double _confidence;

    /// <summary>Takes a row that it answered.</summary>
    /// <param name="row">The row.</param>
    /// <param name="told">The labels that a user told to be true; null where nobody did.</param>
    public void Add(AnsweredRow row, IReadOnlyList<string>? told)
    {
        See(row.Model, row.Version);
        _rows++;
        if (row.Row == 0)
        {
            _seconds.Add(row.Seconds);
        }

        foreach (var label in row.Labels.Where(label => _classes.ContainsKey(label) || _classes.Count < MostClasses))
        {
            _classes[label] = _classes.GetValueOrDefault(label) + 1;
        }

        if (row.Confidence is { } confidence)
        {
            _sure++;
            _confidence += confidence;
        }

        if (told is not null)
        {
            _judged++;
            _right += UserFeedback.Agrees(told, row.Labels) ? 1 : 0;
        }
    }

    /// <summary>Takes a request that failed.</summary>
    /// <param name="request">The request.</param>
    public void Add(FailedRequest request)
    {
        See(request.Model, request.Version);
        _failed++;
    }

    /// <summary>What it did.</summary>
    public ArmResult Result() => new()
    {
        Arm = arm,
        Versions = _versions,
        Rows = _rows,
        Errors = new(_failed, _seconds.Count + _failed),
        Feedback = new(_right, _judged),
        Latency = Quantiles.Of(_seconds),
        Classes = new SortedDictionary<string, long>(_classes, StringComparer.Ordinal),
        Confidence = _sure == 0 ? null : _confidence / _sure,
    };

    private void See(string model, string version)
    {
        var name = $"{model}@{version}";
        if (!_versions.Contains(name))
        {
            _versions.Add(name);
        }
    }
}
