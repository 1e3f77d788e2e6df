using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlOps.Diagnostics;

namespace MlOps.Text.Readers;

/// <summary>
/// Reads sentences of tagged words (IOB, CoNLL): a word a line with its tag at the line's end, an empty line between two sentences; what stands
/// between word and tag is passed over, as are lines that begin a document. Its columns are <c>tokens</c> and <c>tags</c>, JSON lists.
/// </summary>
/// <remarks>Tjong Kim Sang, De Meulder 2003, "Introduction to the CoNLL-2003 Shared Task".</remarks>
internal sealed class TaggedReader(string path, string shown) : RowReader(path, shown)
{
    private const string DocumentStart = "-DOCSTART-";

    private static readonly string[] Names = ["tokens", "tags"];

    public override IEnumerable<RawRow> Read()
    {
        using var text = TextFile.Open(FullPath);
        var (words, tags) = (new List<string>(), new List<string>());
        var (line, start, number) = (0, 1, 0L);
        while (ReadLine(text) is { } content)
        {
            line++;
            if (string.IsNullOrWhiteSpace(content) || content.StartsWith(DocumentStart, StringComparison.Ordinal))
            {
                if (words.Count > 0)
                {
                    yield return Row(++number, start, words, tags);
                }

                start = line + 1;
                continue;
            }

            var (word, tag) = Split(content, line);
            words.Add(word);
            tags.Add(tag);
        }

        if (words.Count > 0)
        {
            yield return Row(++number, start, words, tags);
        }
    }

    public override IReadOnlyList<string> ReadColumns() => Names;

    private RawRow Row(long number, int line, List<string> words, List<string> tags)
    {
        var row = new RawRow(number, new(Shown, line), Names, [ToJson(words), ToJson(tags)]);
        words.Clear();
        tags.Clear();
        return row;
    }

    // tabs where the line has any, so that a word may hold a space; otherwise spaces
    private (string Word, string Tag) Split(string content, int line)
    {
        var cells = content.Contains('\t', StringComparison.Ordinal) ? content.Split('\t') : content.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return cells.Length >= 2 && cells[0].Length > 0 && cells[^1].Trim() is { Length: > 0 } tag
            ? (cells[0], tag)
            : throw Bad(new(Shown, line, 1), $"the line is '{content}'; expected a word and its tag, with a space or tab between them");
    }

    private static string ToJson(List<string> texts)
    {
        var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            texts.ForEach(text => json.WriteStringValue(text));
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private string? ReadLine(StreamReader text)
    {
        try
        {
            return text.ReadLine();
        }
        catch (Exception failure) when (failure is DecoderFallbackException or InvalidDataException)
        {
            throw TextFile.Explain(failure, FullPath, Shown);
        }
    }
}
