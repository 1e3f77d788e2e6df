using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Text.Readers;

namespace MlOps.Inference.Predict;

/// <summary>Writes rows with two more columns: what is predicted, and how probable it is.</summary>
internal abstract class PredictionWriter : IDisposable
{
    /// <summary>The column of the label; of several, joined by semicolons.</summary>
    public const string Prediction = "prediction";

    /// <summary>The column of its probability, from 0 to 1.</summary>
    public const string Probability = "probability";

    private static readonly string[] Ours = [Prediction, Probability];

    /// <summary>Begins a file of the kind that its ending names.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="shown">The file as the user names it.</param>
    /// <param name="columns">The columns of the rows that will come.</param>
    /// <exception cref="MlOpsException">MLOPS2005: the ending is not known, or a column has one of our names.</exception>
    public static PredictionWriter Create(Stream stream, string shown, IReadOnlyList<string> columns)
    {
        if (columns.Intersect(Ours).FirstOrDefault() is { } taken)
        {
            throw new MlOpsException(Rules.BadData, new(shown), $"the data have a column '{taken}' already, where the model's answer would stand; rename it");
        }

        return Path.GetExtension(shown) switch
        {
            ".csv" => new Delimited(stream, ',', columns),
            ".tsv" => new Delimited(stream, '\t', columns),
            ".jsonl" => new JsonLines(stream),
            var ending => throw new MlOpsException(Rules.BadData, new(shown), $"files that end in '{ending}' are not written; expected {string.Join(", ", RowReader.Endings)}"),
        };
    }

    /// <summary>Takes apart a row of an earlier output.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The row as it stood in the data, and what was predicted.</returns>
    /// <exception cref="MlOpsException">MLOPS2005: the row holds no prediction, so that the file is no output of ours.</exception>
    public static (RawRow Row, string Label, double Probability) Split(RawRow row)
    {
        if (row[Prediction] is not { } label || !double.TryParse(row[Probability], NumberStyles.Float, CultureInfo.InvariantCulture, out var probability))
        {
            throw new MlOpsException(Rules.BadData, row.Location, $"the row has no '{Prediction}' with a '{Probability}'; only an output of 'dotnet mlops predict' can be added to");
        }

        var places = Enumerable.Range(0, row.Names.Count).Where(place => !Ours.Contains(row.Names[place])).ToList();
        return (row with { Names = [.. places.Select(place => row.Names[place])], Values = [.. places.Select(place => row.Values[place])] }, label, probability);
    }

    /// <summary>Writes a row.</summary>
    /// <param name="row">Its columns, ours left out.</param>
    /// <param name="label">What is predicted.</param>
    /// <param name="probability">How probable it is.</param>
    public abstract void Write(RawRow row, string label, double probability);

    /// <inheritdoc/>
    public abstract void Dispose();

    private sealed class Delimited : PredictionWriter
    {
        private readonly StreamWriter _writer;
        private readonly char _delimiter;
        private readonly IReadOnlyList<string> _columns;

        public Delimited(Stream stream, char delimiter, IReadOnlyList<string> columns)
        {
            (_writer, _delimiter, _columns) = (new(stream, new UTF8Encoding(false), leaveOpen: true), delimiter, columns);
            WriteFields([.. columns, .. Ours]);
        }

        // a row of .jsonl may lack a column: its field is empty
        public override void Write(RawRow row, string label, double probability)
        {
            if (row.Names.FirstOrDefault(name => !_columns.Contains(name)) is { } unknown)
            {
                throw new MlOpsException(Rules.BadData, row.Location, $"the row has the column '{unknown}', which the first row has not; write a .jsonl file, which takes such rows");
            }

            WriteFields([.. _columns.Select(column => row[column] ?? ""), label, probability.ToString("R", CultureInfo.InvariantCulture)]);
        }

        public override void Dispose() => _writer.Dispose();

        private void WriteFields(IEnumerable<string> fields) => _writer.Write(string.Join(_delimiter, fields.Select(Quoted)) + "\n");

        private string Quoted(string field) =>
            field.AsSpan().IndexOfAny([_delimiter, '"', '\n', '\r']) < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private sealed class JsonLines(Stream stream) : PredictionWriter
    {
        private static readonly byte[] LineEnd = "\n"u8.ToArray();

        public override void Write(RawRow row, string label, double probability)
        {
            using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                json.WriteStartObject();
                foreach (var (name, value) in row.Names.Zip(row.Values))
                {
                    json.WriteString(name, value);
                }

                json.WriteString(Prediction, label);
                json.WriteNumber(Probability, probability);
                json.WriteEndObject();
            }

            stream.Write(LineEnd);
        }

        public override void Dispose()
        {
        }
    }
}
