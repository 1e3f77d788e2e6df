namespace MlOps.Metrics.Entities;

/// <summary>The scores of a model that tags words: what it finds of the entities, each counted as a whole.</summary>
/// <remarks>Precision, recall and F1 agree with seqeval's; the plain names are its micro averages. A kind that is neither there nor found has none.</remarks>
public sealed class TaggedRows : TaskScores
{
    private readonly LabelCounts[][] _counts; // [N][kinds]
    private readonly (int Right, int Words)[] _words; // [N]

    /// <summary>Puts tags beside each other.</summary>
    /// <param name="tags">Every tag of the model; what they name are the kinds.</param>
    /// <param name="actual">[N], the tags of each row's words.</param>
    /// <param name="predicted">[N], what the model says, as many for each row.</param>
    public TaggedRows(IReadOnlyList<string> tags, IReadOnlyList<IReadOnlyList<string>> actual, IReadOnlyList<IReadOnlyList<string>> predicted)
    {
        Predicted = predicted;
        Labels = [.. tags.Select(Entity.KindOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        var places = Labels.Select((kind, place) => (kind, place)).ToDictionary(pair => pair.kind, pair => pair.place, StringComparer.Ordinal);
        _counts = [.. actual.Zip(predicted, (mine, theirs) => CountOf(Entity.Read(mine), Entity.Read(theirs), places))];
        _words = [.. actual.Zip(predicted, (mine, theirs) => (mine.Zip(theirs).Count(pair => pair.First == pair.Second), mine.Count))];
    }

    /// <inheritdoc/>
    public override int Count => _counts.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Labels { get; }

    /// <summary>[N], what the model says of each row's words.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Predicted { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double?> Compute() => ComputeSlice([.. Enumerable.Range(0, Count)]);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double?> ComputeSlice(IReadOnlyCollection<int> rows)
    {
        var resampled = new Resampled(this);
        return resampled.Names.Zip(resampled.Compute([.. rows]), (name, value) => (name, value))
            .ToDictionary(metric => metric.name, metric => double.IsNaN(metric.value) ? (double?)null : metric.value, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    internal override ResampledScores Resample() => new Resampled(this);

    private static LabelCounts[] CountOf(IReadOnlyList<Entity> actual, IReadOnlyList<Entity> predicted, Dictionary<string, int> places)
    {
        var counts = new LabelCounts[places.Count];
        foreach (var entity in actual)
        {
            ref var count = ref counts[places[entity.Kind]];
            count = count.Plus(predicted.Contains(entity) ? new(1, 0, 0) : new(0, 0, 1));
        }

        foreach (var entity in predicted.Except(actual))
        {
            ref var count = ref counts[places[entity.Kind]];
            count = count.Plus(new(0, 1, 0));
        }

        return counts;
    }

    private sealed class Resampled(TaggedRows rows) : ResampledScores
    {
        private static readonly string[] Families = ["entity-precision", "entity-recall", "entity-f1"];

        public override IReadOnlyList<string> Names { get; } =
        [
            "token-accuracy",
            .. Families.SelectMany(family => (IEnumerable<string>)[family, $"{family}.macro", $"{family}.weighted", .. rows.Labels.Select(kind => MetricName.ForLabel(family, kind))]),
            .. rows.Labels.Select(kind => MetricName.ForLabel("entity-support", kind)),
        ];

        public override double[] Compute(int[] picks)
        {
            var kinds = new LabelCounts[rows.Labels.Count];
            var (right, words) = (0L, 0L);
            foreach (var row in picks)
            {
                right += rows._words[row].Right;
                words += rows._words[row].Words;
                for (var kind = 0; kind < kinds.Length; kind++)
                {
                    kinds[kind] = kinds[kind].Plus(rows._counts[row][kind]);
                }
            }

            return
            [
                words == 0 ? double.NaN : (double)right / words,
                .. Family(kinds, counts => counts.Precision),
                .. Family(kinds, counts => counts.Recall),
                .. Family(kinds, counts => counts.F1),
                .. kinds.Select(counts => (double)counts.Support),
            ];
        }

        private static IEnumerable<double> Family(LabelCounts[] kinds, Func<LabelCounts, double> score)
        {
            var all = kinds.Aggregate(default(LabelCounts), (sum, counts) => sum.Plus(counts));
            var support = (double)all.Support;
            double[] scores = [.. kinds.Select(counts => counts is { TruePositives: 0, FalsePositives: 0, FalseNegatives: 0 } ? double.NaN : score(counts))];
            double[] met = [.. scores.Where(value => !double.IsNaN(value))];
            return
            [
                score(all),
                met.Length == 0 ? double.NaN : met.Average(),
                support == 0 ? double.NaN : kinds.Sum(counts => counts.Support * score(counts)) / support,
                .. scores,
            ];
        }
    }
}
