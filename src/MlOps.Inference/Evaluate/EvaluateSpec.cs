using MlOps.Metrics;
using MlOps.Metrics.Gates;
using MlOps.Spec;

namespace MlOps.Inference.Evaluate;

/// <summary>What pipeline.yml says of an evaluate step.</summary>
/// <param name="Metrics">The metrics to keep, by name or family.</param>
/// <param name="Slices">The columns for whose values the metrics are computed too.</param>
/// <param name="Gates">The thresholds.</param>
/// <param name="NoChampion">What becomes of gates that name the champion as long as there is none.</param>
/// <param name="Threads">Threads that a batch is computed on; null for all cores.</param>
public sealed record EvaluateSpec(
    IReadOnlyList<RequestedMetric> Metrics,
    IReadOnlyList<SpecText> Slices,
    IReadOnlyList<GateExpression> Gates,
    NoChampion NoChampion,
    int? Threads) : StepSpec
{
    /// <summary>A pretrained model that is judged as it is; null where a fine-tune step gives the model.</summary>
    public SpecText? Model { get; init; }

    /// <summary>Lists of terms, for slices and swaps.</summary>
    public IReadOnlyList<TermListSpec> TermLists { get; init; } = [];

    /// <summary>What the report compares between groups; null for what gates name alone.</summary>
    public FairnessSpec? Fairness { get; init; }

    /// <summary>The gates of another revision by which the candidate is judged as well; null for none.</summary>
    public BaseGates? Base { get; init; }

    /// <summary>Every gate that is judged: those of the pipeline, then those of the other revision.</summary>
    public IEnumerable<GateExpression> AllGates => Gates.Concat(Base?.Gates ?? []);

    /// <summary>Every column that slices are made of, those that only gates name too, with the place that names it first.</summary>
    public IEnumerable<SpecText> Columns => Slices
        .Concat(TermLists.Select(list => list.Name))
        .Concat(Fairness?.Groups ?? [])
        .Concat(AllGates.SelectMany(gate => gate.Measured.OfType<SliceTerm>().Select(term => new SpecText(term.Column, gate.LocationOf(term.Offset)))))
        .DistinctBy(column => column.Value);

    /// <summary>Those of <see cref="Columns"/> that the data must have: the others are lists of terms.</summary>
    public IEnumerable<SpecText> DataColumns => Columns.Where(column => TermLists.All(list => list.Name.Value != column.Value));

    /// <summary>The measured values that gates name.</summary>
    public IEnumerable<MeasuredTerm> Measured => AllGates.SelectMany(gate => gate.Measured);

    /// <summary>True when the champion or the candidate is to be timed.</summary>
    /// <param name="champion">True to ask about the champion.</param>
    public bool MeasuresLatency(bool champion) =>
        (!champion && Metrics.Any(metric => metric.Name.Metric.Source == MetricSource.Latency))
        || Measured.Any(term => term.OfChampion == champion && term.Metric.Metric.Source == MetricSource.Latency);
}
