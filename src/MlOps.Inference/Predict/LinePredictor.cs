using System.Text;
using System.Threading.Channels;
using MlOps.Diagnostics;
using MlOps.Text.Readers;

namespace MlOps.Inference.Predict;

/// <summary>
/// Answers lines of JSON as they come, one line of JSON for each, in their order: lines that are there already share batches, and a line that comes alone is answered at once,
/// so that the model stands in a pipe between two programs.
/// </summary>
/// <param name="predictor">The model.</param>
/// <param name="inputs">Makes what it reads.</param>
/// <param name="format">How its answers stand in columns.</param>
public sealed class LinePredictor(Predictor predictor, RowInputs inputs, AnswerFormat format)
{
    /// <summary>What errors call the stream.</summary>
    public const string Shown = "stdin";

    private const int MostLines = 256; // of a batch, and as many that wait

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Answers lines until the stream ends. Empty lines are passed over.</summary>
    /// <param name="input">One JSON object a line.</param>
    /// <param name="output">Receives the answers, and is flushed behind each batch.</param>
    /// <param name="keepGoing">Answer a line that cannot be read with its error, instead of stopping there.</param>
    /// <param name="ct">Stops between two batches.</param>
    /// <exception cref="MlOpsException">MLOPS2005, MLOPS2004, MLOPS2012: a line cannot be read, or lacks what the model reads; lines before it are answered.</exception>
    public async Task<AnsweredLines> RunAsync(Stream input, TextWriter output, bool keepGoing, CancellationToken ct)
    {
        var lines = Channel.CreateBounded<byte[]>(MostLines);
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _ = FillAsync(input, lines.Writer, stopped.Token); // ends with the channel; a console that waits for a key cannot be interrupted
        try
        {
            return await AnswerAsync(lines.Reader, output, keepGoing, ct);
        }
        finally
        {
            await stopped.CancelAsync();
        }
    }

    private static async Task FillAsync(Stream input, ChannelWriter<byte[]> lines, CancellationToken ct)
    {
        try
        {
            await foreach (var line in StreamLines.ReadAsync(input, Shown, ct))
            {
                await lines.WriteAsync(line, ct);
            }

            lines.Complete();
        }
        catch (Exception failure) when (failure is IOException or MlOpsException or OperationCanceledException)
        {
            lines.Complete(failure);
        }
    }

    private async Task<AnsweredLines> AnswerAsync(ChannelReader<byte[]> lines, TextWriter output, bool keepGoing, CancellationToken ct)
    {
        var parser = new JsonLineParser(Shown);
        var (number, answered, failed) = (0, 0L, 0L);
        while (await lines.WaitToReadAsync(ct))
        {
            var batch = new List<AskedLine>();
            while (batch.Count < MostLines && lines.TryRead(out var line))
            {
                number++;
                if (line.AsSpan().ContainsAnyExcept(" \t"u8))
                {
                    batch.Add(Read(parser, line, number));
                }
            }

            var broken = keepGoing ? -1 : batch.FindIndex(line => line.Problem is not null);
            await WriteAsync(broken < 0 ? batch : batch[..broken], output, ct);
            if (broken >= 0)
            {
                throw new MlOpsException(batch[broken].Problem!);
            }

            answered += batch.Count(line => line.Problem is null);
            failed += batch.Count(line => line.Problem is not null);
        }

        await lines.Completion;
        return new(answered, failed);
    }

    private AskedLine Read(JsonLineParser parser, byte[] line, int number)
    {
        var json = "";
        try
        {
            json = StrictUtf8.GetString(line);
            var row = parser.Parse(json, number, number);
            return row.Names.FirstOrDefault(name => format.Columns.Any(column => column.Name == name)) is { } taken
                ? new(json, null, new(Rules.BadData, row.Location, $"the line has a key '{taken}' already, where the model's answer would stand; rename it"))
                : new(json, predictor.Encode(inputs.Of(row)), null);
        }
        catch (DecoderFallbackException)
        {
            return new(json, null, new(Rules.BadData, new(Shown, number), "the line is not UTF-8"));
        }
        catch (MlOpsException e)
        {
            // a picture's error names the picture
            return new(json, null, new(e.Diagnostic.Rule, e.Diagnostic.Location.File == Shown ? e.Diagnostic.Location : new(Shown, number), e.Diagnostic.Message));
        }
    }

    private async Task WriteAsync(IReadOnlyList<AskedLine> batch, TextWriter output, CancellationToken ct)
    {
        var readable = batch.Where(line => line.Row is not null).ToList();
        var answers = new Queue<Answer>(predictor.PredictEncoded([.. readable.Select(line => line.Row!)], ct));
        foreach (var line in batch)
        {
            await output.WriteAsync((line.Row is { } row ? line.With(format.Columns, format.Cells(row.Row, answers.Dequeue())) : line.Refused()) + "\n");
        }

        await output.FlushAsync(ct);
    }
}
