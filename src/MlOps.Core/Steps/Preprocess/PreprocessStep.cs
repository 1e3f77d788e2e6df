using MlOps.Diagnostics;
using MlOps.Pictures;
using MlOps.Spec;
using MlOps.Steps.Preprocess.Filter;
using MlOps.Text.Cleaning;
using MlOps.Text.Readers;

namespace MlOps.Steps.Preprocess;

/// <summary>Reads raw rows, prepares their texts, drops what should not be there and divides the rest into train, validation and test.</summary>
/// <param name="checkPicture">Decodes a picture; null in programs that read texts only.</param>
public sealed class PreprocessStep(PictureCheck? checkPicture = null) : Step<PreprocessSpec>
{
    /// <inheritdoc/>
    public override string Kind => "preprocess";

    /// <inheritdoc/>
    public override string About => "Reads, cleans, redacts and splits the data";

    /// <inheritdoc/>
    public override int CodeVersion => 1;

    /// <inheritdoc/>
    public override PreprocessSpec Read(SpecMap map)
    {
        var data = map.OptionalText("data", "The data: a .csv, .tsv, .jsonl or .parquet file, or .iob or .conll with tagged words, also with .gz, or a folder with a sub-folder a label; also at an https:// or s3:// address");
        var text = map.Text("text", "text", "The column that the model reads");
        var image = map.OptionalText("image", "Instead of 'text': the column of paths of pictures, which start at the data file; 'file' where 'data' is a folder");
        var spec = new PreprocessSpec
        {
            Data = data,
            Input = image is null ? InputKind.Text : InputKind.Image,
            Text = image ?? text,
            Pair = map.OptionalText("pair", "The column of a second text, where the model reads pairs such as question and answer"),
            Target = TargetSpec.Read(map),
            Clean = Values(map.Words("clean", Cleaner.Names, "What is done to each text, in this order")),
            Redact = Values(map.Words("redact", Redaction.Kinds, "Personal data that a placeholder such as [EMAIL] replaces")),
            Drop = map.WordsOrMaps(
                "drop",
                [DropRule.Empty, DropRule.Duplicates, DropRule.NearDuplicates, DropRule.Broken],
                "Rows to leave out: empty texts, texts or pictures that stand there already, texts almost like another, broken pictures, rows that an expression matches",
                word => new DropRule(word),
                ReadDropRule),
            Subset = map.OptionalWhole("subset", 3, int.MaxValue, "Rows to keep at most, chosen by the seed"),
            Watermark = WatermarkSpec.Read(map),
            Split = map.Map("split", "How the rows are divided", SplitSpec.Read),
        };
        foreach (var mistake in InputMistakes(spec, isTextGiven: text.Value != "text"))
        {
            map.Report(Rules.BadValue, map.Location, mistake);
        }

        if (spec.Target.Kind == TargetKind.Tags && (spec.Clean.Count > 0 || spec.Redact.Count > 0))
        {
            map.Report(Rules.BadValue, map.Location, "'clean' and 'redact' stand beside 'tags'; expected neither, as each word keeps its tag");
        }

        if (spec.Split.HasFiles && data is { } both)
        {
            map.Reject("data", both, "no 'data' beside a 'split' that names files");
        }
        else if (!spec.Split.HasFiles && data is null)
        {
            map.Report(Rules.MissingKey, map.Location, "the step needs the key 'data', or a 'split' that names files");
        }

        return spec;
    }

    /// <summary>The columns of the data, those of the text and the label too.</summary>
    /// <param name="spec">The step.</param>
    /// <param name="fullPath">Makes a path of the pipeline a full one.</param>
    /// <exception cref="MlOpsException">MLOPS2002 or MLOPS2005: the data can't be read.</exception>
    public static IReadOnlyList<string> ReadColumns(PreprocessSpec spec, Func<string, string> fullPath) =>
        [.. spec.Sources.SelectMany(source => RowReader.Open(fullPath(source), source.Shown, spec.Input).ReadColumns()).Distinct()];

    /// <inheritdoc/>
    protected override IEnumerable<SpecText> Inputs(PreprocessSpec spec) => spec.Sources;

    /// <inheritdoc/>
    protected override void CheckInputs(PreprocessSpec spec, StepCheck check)
    {
        foreach (var source in spec.Sources)
        {
            try
            {
                var columns = RowReader.Open(check.FullPath(source), source.Shown, spec.Input).ReadColumns();
                foreach (var column in spec.UsedColumns)
                {
                    CheckColumn(column, columns, source.Shown, check.Found);
                }

                if (spec.Watermark is { } watermark && (source == spec.Data || source == spec.Split.Train.File))
                {
                    CheckColumn(watermark.Column, columns, source.Shown, check.Found);
                }

                foreach (var column in spec.Drop.SelectMany(rule => rule.Filter?.Columns ?? []))
                {
                    CheckColumn(new(column, check.Step.Location), columns, source.Shown, check.Found);
                }
            }
            catch (MlOpsException unreadable)
            {
                check.Found.Add(unreadable.Diagnostic.Rule, unreadable.Diagnostic.Location, unreadable.Diagnostic.Message);
            }
        }
    }

    /// <inheritdoc/>
    protected override Task<StepResult> RunAsync(PreprocessSpec spec, StepContext context, CancellationToken ct) =>
        Task.Run(() => new Preprocessing(spec, context, checkPicture).Run(ct), ct);

    /// <inheritdoc/>
    protected override IEnumerable<string> NamedFiles(PreprocessSpec spec, Func<string, string> fullPath)
    {
        if (spec.Input != InputKind.Image)
        {
            return [];
        }

        // a folder's files are hashed with it
        var paths = new PicturePaths(spec, fullPath);
        return spec.Sources
            .Select((source, index) => (Path: fullPath(source), source.Shown, Index: index))
            .Where(source => File.Exists(source.Path))
            .SelectMany(source => RowReader.Open(source.Path, source.Shown).Read().Select(row => paths.Of(source.Index, row[spec.Text] ?? "").Path));
    }

    private static IEnumerable<string> InputMistakes(PreprocessSpec spec, bool isTextGiven)
    {
        if (spec.Input == InputKind.Text)
        {
            return spec.Drops(DropRule.Broken) ? ["'drop' holds 'broken' and the step reads texts; expected it beside 'image' only"] : [];
        }

        (string Key, bool IsGiven)[] ofTexts =
        [
            ("text", isTextGiven), ("pair", spec.Pair is not null), ("clean", spec.Clean.Count > 0), ("redact", spec.Redact.Count > 0),
            ("drop: near-duplicates", spec.Drops(DropRule.NearDuplicates)), ("tags", spec.Target.Kind == TargetKind.Tags),
            ("unlabelled", spec.Target.Kind == TargetKind.None),
        ];
        return ofTexts.Where(key => key.IsGiven).Select(key => $"'{key.Key}' stands beside 'image'; expected it for texts only");
    }

    private static void CheckColumn(SpecText column, IReadOnlyList<string> columns, string source, DiagnosticBag found)
    {
        if (!columns.Contains(column))
        {
            var hint = Spelling.Nearest(column, columns) is { } near ? $"did you mean '{near}'?" : $"expected one of {string.Join(", ", columns)}";
            found.Add(Rules.UnknownColumn, column.Location, $"'{source}' has no column '{column}'; {hint}");
        }
    }

    private static DropRule? ReadDropRule(SpecMap map)
    {
        var where = map.OptionalText("where", "An expression over columns, such as group == \"test\" or length < 5; the rows that it matches go");
        var similarity = map.OptionalNumber(DropRule.NearDuplicates, 0.6, 1, "The share of common word triples from which on two texts count as one");
        if (where is { } expression)
        {
            var (filter, mistake) = FilterParser.Read(expression);
            if (filter is null)
            {
                map.Reject("where", expression, $"an expression such as group == \"test\" or length < 5: {mistake}");
                return null;
            }

            return new(DropRule.Where, Filter: filter);
        }

        return similarity is { } share ? new(DropRule.NearDuplicates, share) : null;
    }

    private static string[] Values(IReadOnlyList<SpecText> texts) => [.. texts.Select(text => text.Value)];
}
