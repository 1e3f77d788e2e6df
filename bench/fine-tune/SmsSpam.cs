using MlOps.Text.Tokenizers;
using MlOps.Training.Data;

namespace MlOps.Bench.FineTune;

/// <summary>The SMS Spam Collection in batches of 32: a label and a text a line, with a tab between.</summary>
/// <param name="file">SMSSpamCollection.</param>
/// <param name="tokenizerFolder">A model folder.</param>
internal sealed class SmsSpam(string file, string tokenizerFolder)
{
    private const int BatchSize = 32;
    private const int MaxTokens = 128;

    private readonly Tokenizer _tokenizer = Tokenizer.Load(tokenizerFolder);

    /// <summary>The first rows, grouped by length; each batch is as long as its longest text.</summary>
    public IReadOnlyList<Batch> Grouped(int rows)
    {
        var set = Set(Read(rows));
        return [.. set.Batches(LengthGroups.Batches(set.Lengths, BatchSize, new Random(1)), epoch: 1, CancellationToken.None)];
    }

    /// <summary>The same rows in the order of the file, each of the full length.</summary>
    public IReadOnlyList<Batch> Padded(int rows) =>
        [.. Set([.. Read(rows).Select(row => row with { Text = Fill(row.Text) })]).Batches([.. Enumerable.Range(0, rows).Chunk(BatchSize)], epoch: 1, CancellationToken.None)];

    private static ExampleSet Set(IReadOnlyList<Example> examples) => new(examples, ExampleTargets.Classes, paddingId: 0, windows: null);

    private static EncodedText Fill(EncodedText text)
    {
        var ids = text.Ids;
        Array.Resize(ref ids, MaxTokens);
        return new(ids, new int[MaxTokens]);
    }

    private Example[] Read(int rows) =>
    [
        .. File.ReadLines(file).Take(rows).Select(line => line.Split('\t', 2))
            .Select(cells => new Example(_tokenizer.Encode(cells[1], MaxTokens), [cells[0] == "spam" ? 1 : 0])),
    ];
}
