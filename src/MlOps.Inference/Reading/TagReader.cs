using System.Numerics.Tensors;
using MlOps.Models;
using MlOps.Text.Tokenizers;

namespace MlOps.Inference.Reading;

/// <summary>Reads a tag for each word, from the word's first token. Words beyond the model's length go into further units, so that each gets a tag.</summary>
/// <param name="description">The model.</param>
/// <param name="tokenizer">Its tokenizer.</param>
internal sealed class TagReader(ModelDescription description, Tokenizer tokenizer) : TaskReader
{
    private const string Outside = "O";

    // a word that is nothing to the tokenizer, such as a control character, names nothing
    private readonly string _otherwise = description.Labels.Contains(Outside) ? Outside : description.Labels[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Unit> Encode(RowInput row)
    {
        var words = WordsOf(row);
        var units = new List<Unit>();
        for (int done = 0, next; done < words.Count || units.Count == 0; done = next)
        {
            var encoded = tokenizer.EncodeWords([.. words.Skip(done).Take(description.MaxTokens)], description.MaxTokens);
            var unit = new Unit { Tokens = encoded.Text, Words = Starts(encoded, done) };
            units.Add(unit);
            next = Math.Max(done + 1, unit.Words.Max() + 1);
        }

        return units;
    }

    /// <inheritdoc/>
    public override Answer Read(Unit unit, UnitOutput output)
    {
        var words = new List<(int Word, string Tag, float Probability)>();
        for (var token = 0; token < unit.Length; token++)
        {
            if (unit.Words![token] >= 0)
            {
                var probabilities = output.ProbabilitiesOf(token);
                var best = TensorPrimitives.IndexOfMax(probabilities);
                words.Add((unit.Words[token], description.Labels[best], probabilities[best]));
            }
        }

        return new TaggedUnit(words);
    }

    /// <inheritdoc/>
    public override Answer Combine(RowInput row, IReadOnlyList<Answer> units)
    {
        var count = WordsOf(row).Count;
        var (tags, probabilities) = (new string[count], new float[count]);
        Array.Fill(tags, _otherwise);
        Array.Fill(probabilities, 1);
        foreach (var (word, tag, probability) in units.SelectMany(unit => ((TaggedUnit)unit).Words))
        {
            (tags[word], probabilities[word]) = (tag, probability);
        }

        return new TagsAnswer(tags, probabilities);
    }

    /// <summary>The words of a row: as they were prepared, or what stands between spaces.</summary>
    /// <param name="row">The row.</param>
    public static IReadOnlyList<string> WordsOf(RowInput row) => row.Words ?? row.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    // the index in the row where a token begins a word
    private static int[] Starts(EncodedWords encoded, int before) =>
        [.. encoded.Words.Select((word, token) => encoded.Begins(token) ? word + before : -1)];
}
