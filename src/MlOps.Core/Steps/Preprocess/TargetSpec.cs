using MlOps.Spec;

namespace MlOps.Steps.Preprocess;

/// <summary>Which columns hold what is learnt.</summary>
/// <param name="Kind">What they hold.</param>
/// <param name="Columns">The columns: one, or for numbers any number of them; none for <see cref="TargetKind.None"/>.</param>
/// <param name="Separator">Stands between two labels of a row; null when the column holds a JSON list of texts.</param>
public sealed record TargetSpec(TargetKind Kind, IReadOnlyList<SpecText> Columns, string? Separator)
{
    private const string Either = "one of 'label', 'labels', 'values', 'tags' and 'unlabelled'";

    /// <summary>The columns as a report names them; <c>-</c> where there are none.</summary>
    public string Shown => Columns.Count == 0 ? "-" : string.Join(", ", Columns.Select(column => column.Value));

    /// <summary>True when rows carry labels that splits can be stratified by.</summary>
    public bool HasLabels => Kind is TargetKind.Label or TargetKind.Labels;

    /// <summary>Reads the keys of a preprocess step that name the target.</summary>
    /// <param name="map">The step's mapping.</param>
    public static TargetSpec Read(SpecMap map)
    {
        var label = map.OptionalText("label", "The column of the one label of each row; 'label' where nothing else is learnt");
        var labels = map.Either(
            "labels",
            "The column of any number of labels for each row: a JSON list, or texts with a separator between them",
            column => new TargetSpec(TargetKind.Labels, [column], Separator: null),
            inner => new TargetSpec(TargetKind.Labels, [inner.Text("column", "The column")], inner.OptionalText("separator", "What stands between two labels")?.Value));
        var values = map.Texts("values", "The columns of the numbers to predict, for regression");
        var tags = map.OptionalText("tags", "The column of a tag for each word, a JSON list or words with spaces between them, for token-classification; 'text' holds the words likewise");
        var unlabelled = map.Flag("unlabelled", otherwise: false, "The text alone is learnt, for masked-lm and causal-lm");

        TargetSpec?[] given =
        [
            label is { } one ? new(TargetKind.Label, [one], null) : null,
            labels,
            values.Count > 0 ? new(TargetKind.Values, values, null) : null,
            tags is { } column ? new(TargetKind.Tags, [column], null) : null,
            unlabelled ? new(TargetKind.None, [], null) : null,
        ];
        var named = given.OfType<TargetSpec>().ToList();
        if (named.Count > 1)
        {
            map.Reject(named[0].Kind.ToString().ToLowerInvariant(), named[0].Columns[0], Either);
        }

        return named.FirstOrDefault() ?? new(TargetKind.Label, [new("label", map.Location)], null);
    }
}
