using System.Globalization;
using Microsoft.AspNetCore.Http;
using MlOps.Diagnostics;
using MlOps.Inference;
using MlOps.Inference.Predict;
using MlOps.Pictures;
using MlOps.Reporting;
using MlOps.Steps;
using MlOps.Text.Readers;

namespace MlOps.Ui.Try;

/// <summary>Makes rows of what was typed or dropped, and asks a model about them.</summary>
internal static class Questioner
{
    private const string NoName = "file";

    /// <summary>Asks.</summary>
    /// <param name="predictor">The model.</param>
    /// <param name="request">What was typed or dropped.</param>
    /// <param name="ct">Stops between two batches.</param>
    /// <exception cref="MlOpsException">
    /// MLOPS7202: there is nothing to ask, or more than the page takes. MLOPS2004, MLOPS2005, MLOPS2012: the file cannot be read.
    /// </exception>
    public static TryAnswers Ask(Predictor predictor, TryRequest request, CancellationToken ct)
    {
        var model = predictor.Description;
        var format = new AnswerFormat(model, DecisionRules.None);
        var (rows, inputs) = model.Preparation.Input == InputKind.Image ? Picture(model.Preparation, request) : Texts(predictor, request);
        var answers = predictor.Predict(inputs, ct);
        return new(model, format.Columns, [.. rows.Select((row, place) => (row, answers[place], format.Cells(inputs[place], answers[place])))]);
    }

    private static (IReadOnlyList<RawRow> Rows, IReadOnlyList<RowInput> Inputs) Picture(Preparation preparation, TryRequest request)
    {
        if (request.File is not { } file)
        {
            throw Refused("drop or choose a picture, which is what the model reads");
        }

        var name = NameOf(request);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return PictureFiles.HasEnding(name)
            ? ([new(1, new(name), [preparation.TextColumn], [name])], [new(name) { PictureFile = bytes.ToArray() }])
            : throw Refused($"the file '{name}' is no picture by its ending, and the model reads pictures");
    }

    private static (IReadOnlyList<RawRow> Rows, IReadOnlyList<RowInput> Inputs) Texts(Predictor predictor, TryRequest request)
    {
        var inputs = new RowInputs(predictor, folder: "");
        var rows = request.File is { } file ? Read(file, NameOf(request), predictor.Description.Preparation) : Typed(predictor.Description.Preparation, request);
        return (rows, [.. rows.Select(inputs.Of)]);
    }

    private static RawRow[] Typed(Preparation preparation, TryRequest request)
    {
        var longest = Math.Max(request.Text.Length, request.Pair.Length);
        return longest == 0 ? throw Refused("type a text, or drop a file")
            : longest > TryLimits.Letters ? throw Refused($"the text has {Quantity.Count(longest)} characters; the page takes {Quantity.Count(TryLimits.Letters)}")
            : preparation.PairColumn is { } pair ? [new(1, Location.None, [preparation.TextColumn, pair], [request.Text, request.Pair])]
            : [new(1, Location.None, [preparation.TextColumn], [request.Text])];
    }

    // readers read files: the bytes lie in a folder of their own until they are read
    private static RawRow[] Read(IFormFile file, string name, Preparation preparation)
    {
        var folder = Directory.CreateTempSubdirectory("mlops-ui-");
        try
        {
            var path = Path.Combine(folder.FullName, $"rows{EndingOf(name)}");
            using (var stream = File.Create(path))
            {
                file.CopyTo(stream);
            }

            RawRow[] rows = path.EndsWith(".txt", StringComparison.Ordinal)
                ? [new(1, new(name), [preparation.TextColumn], [File.ReadAllText(path)])]
                : [.. RowReader.Open(path, name).Read().Take(TryLimits.Rows + 1)];
            return rows.Length == 0 ? throw Refused($"'{name}' holds no rows")
                : rows.Length > TryLimits.Rows ? throw Refused(string.Create(CultureInfo.InvariantCulture, $"'{name}' holds more than {TryLimits.Rows:N0} rows; 'dotnet mlops predict' takes any number"))
                : rows;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string EndingOf(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".CSV" => ".csv",
        ".TSV" => ".tsv",
        ".JSONL" => ".jsonl",
        ".TXT" => ".txt",
        _ => throw Refused($"files like '{name}' are not read here; expected .csv, .tsv, .jsonl or .txt"),
    };

    private static string NameOf(TryRequest request) => Path.GetFileName(request.File!.FileName) is { Length: > 0 } name ? name : NoName;

    private static MlOpsException Refused(string message) => new(Rules.CannotTry, Location.None, message);
}
