using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Steps;
using MlOps.Text.Readers;
using MlOps.Text.Tokenizers;

namespace MlOps.Training.Data;

/// <summary>Reads a prepared split as examples.</summary>
/// <param name="tokenizer">The base model's tokenizer.</param>
/// <param name="maxTokens">Longest example; longer texts are cut.</param>
/// <param name="windows">How they are cut; null leaves their end out. Of a pair the longer text is cut.</param>
/// <param name="card">Names what is learnt.</param>
public sealed class ExampleReader(Tokenizer tokenizer, int maxTokens, WindowSettings? windows, DataCard card)
{
    private readonly LabelIndex _labels = new(card);
    private readonly TextEncoder _encoder = new(tokenizer, maxTokens, windows);

    /// <summary>Reads the rows of a split; none where the split has no file.</summary>
    /// <param name="folder">A preprocess step's output.</param>
    /// <param name="split">train, validation or test.</param>
    /// <exception cref="MlOpsException">MLOPS3006: a row's labels are not those of the data card, or not one where one is needed.</exception>
    public IReadOnlyList<Example> Read(string folder, string split) => [.. Rows(folder, split).Select(Example)];

    /// <summary>Reads the rows of a split whose words have tags.</summary>
    /// <param name="folder">A preprocess step's output.</param>
    /// <param name="split">train, validation or test.</param>
    /// <returns>The tokens of each row, cut to the longest, and each token's tag or <see cref="Targets.Ignored"/>.</returns>
    /// <exception cref="MlOpsException">MLOPS3006: a tag is not one of the data card.</exception>
    public IReadOnlyList<(EncodedText Text, long[] Tags)> ReadTagged(string folder, string split) => [.. Rows(folder, split).Select(row =>
    {
        var encoded = tokenizer.EncodeWords(row.Words!, maxTokens);
        return (encoded.Text, TaggedTexts.TagsOf(encoded, _labels.Of(row, row.Tags!, "tag")));
    })];

    private static IEnumerable<PreparedRow> Rows(string folder, string split)
    {
        var path = Path.Combine(folder, RowsFile.NameOf(split));
        return File.Exists(path) ? RowsFile.Read(path) : [];
    }

    private Example Example(PreparedRow row)
    {
        var texts = _encoder.Encode(row.Text, row.Pair);
        return new(texts[0], row.Values is null ? _labels.Of(row) : []) { Windows = texts, Values = row.Values ?? [] };
    }
}
