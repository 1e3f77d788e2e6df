using System.Text;
using System.Text.Json.Nodes;
using MlOps.Diagnostics;
using MlOps.Inference.Predict;
using MlOps.Testing;

namespace MlOps.Inference.Tests.Predict;

/// <summary>A small model in a pipe; what it says is held against the predictor itself.</summary>
public sealed class LinePredictorTests : IDisposable
{
    private readonly TemporaryFolder _model = TinyModelFolder.Write();
    private readonly Predictor _predictor;

    public LinePredictorTests() => _predictor = Predictor.Open(_model.Path, threads: 1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _predictor.Dispose();
        _model.Dispose();
    }

    [Fact]
    public async Task Each_line_is_answered_in_its_place_and_keeps_its_keys_as_they_are_written()
    {
        var (lines, done) = await AnswerAsync("{\"text\":\"a b\",\"id\":7.50,\"tags\":[\"x\",null]}\r\n\n{\"id\":8,\"text\":\"c\"}", keepGoing: false);

        Assert.Equal(new AnsweredLines(2, 0), done);
        Assert.StartsWith("{\"text\":\"a b\",\"id\":7.50,\"tags\":[\"x\",null],\"prediction\":\"", lines[0], StringComparison.Ordinal);
        Assert.All(lines.Zip((string[])["a b", "c"]), pair =>
        {
            var answer = JsonNode.Parse(pair.First)!;
            var probabilities = _predictor.PredictRaw([pair.Second])[0].Probabilities;
            Assert.Equal(_predictor.Description.Labels[Array.IndexOf(probabilities, probabilities.Max())], (string?)answer["prediction"]);
            Assert.Equal(probabilities.Max(), (float)answer["probability"]!, 1e-5f);
        });
    }

    [Fact]
    public async Task A_line_that_comes_alone_is_answered_before_the_next_one_is_there()
    {
        using var pipe = new SlowPipe();
        using var output = new LineWriter();
        var running = Lines().RunAsync(pipe, output, keepGoing: false, Ct);

        foreach (var text in (string[])["a", "b c", "d"])
        {
            pipe.Send($"{{\"text\":\"{text}\"}}\n");
            Assert.StartsWith($"{{\"text\":\"{text}\",", await output.NextAsync(Ct), StringComparison.Ordinal);
        }

        pipe.End();
        Assert.Equal(new AnsweredLines(3, 0), await running);
    }

    [Theory]
    [InlineData("broken", "MLOPS2005")]
    [InlineData("[1]", "MLOPS2005")]
    [InlineData("{\"body\":\"a\"}", "MLOPS2004")]
    [InlineData("{\"text\":\"a\",\"prediction\":\"b\"}", "MLOPS2005")]
    public async Task A_line_that_cannot_be_read_ends_the_answers_with_its_number_or_is_answered_with_its_error(string line, string code)
    {
        var input = $"{{\"text\":\"a\"}}\n\n{line}\n{{\"text\":\"b\"}}\n";
        using var output = new StringWriter();
        var failure = await Assert.ThrowsAsync<MlOpsException>(() => Lines().RunAsync(Utf8(input), output, keepGoing: false, Ct));

        Assert.Equal((code, "stdin", 3), (failure.Diagnostic.Rule.Code, failure.Diagnostic.Location.File, failure.Diagnostic.Location.Line));
        Assert.Single(output.ToString().TrimEnd('\n').Split('\n'));

        var (lines, done) = await AnswerAsync(input, keepGoing: true);
        Assert.Equal(new AnsweredLines(2, 1), done);
        Assert.StartsWith($"{code}: ", (string?)JsonNode.Parse(lines[1])!["error"], StringComparison.Ordinal);
        Assert.Equal(3, (int)JsonNode.Parse(lines[1])!["line"]!);
        Assert.NotNull(JsonNode.Parse(lines[2])!["prediction"]);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_spoil_their_own_line_alone()
    {
        using var input = new MemoryStream([.. "{\"text\":\"a\"}\n"u8, 0xFF, 0xFE, (byte)'\n', .. "{\"text\":\"b\"}\n"u8]);
        using var output = new StringWriter();

        Assert.Equal(new AnsweredLines(2, 1), await Lines().RunAsync(input, output, keepGoing: true, Ct));
        Assert.Contains("the line is not UTF-8", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_number_of_lines_in_pieces_of_any_size_comes_out_in_order()
    {
        var chance = new Random(4);
        var texts = Enumerable.Range(0, 2000).Select(row => $"é{row} {new string('a', chance.Next(200))}").ToList();
        using var input = new PiecesStream(Encoding.UTF8.GetBytes(string.Concat(texts.Select(text => $"{{\"text\":\"{text}\"}}\n"))), chance);
        using var output = new StringWriter();

        Assert.Equal(new AnsweredLines(2000, 0), await Lines().RunAsync(input, output, keepGoing: false, Ct));
        Assert.Equal(texts, output.ToString().TrimEnd('\n').Split('\n').Select(line => (string?)JsonNode.Parse(line)!["text"]));
    }

    private static MemoryStream Utf8(string text) => new(Encoding.UTF8.GetBytes(text));

    private async Task<(string[] Lines, AnsweredLines Done)> AnswerAsync(string input, bool keepGoing)
    {
        using var output = new StringWriter();
        var done = await Lines().RunAsync(Utf8(input), output, keepGoing, Ct);
        return (output.ToString().TrimEnd('\n').Split('\n'), done);
    }

    private LinePredictor Lines() => new(_predictor, new(_predictor, _model.Path), new(_predictor.Description, DecisionRules.None));
}
