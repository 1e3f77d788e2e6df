using System.Text.Json;
using MlOps.Models;
using MlOps.Testing;
using MlOps.Text.Tokenizers;
using MlOps.Training.Models;
using MlOps.Training.Weights;

namespace MlOps.Inference.Tests.Export;

/// <summary>The export of a GPT-2 that somebody trained, against what transformers computes with it (see its SOURCE.txt).</summary>
public sealed class TrainedGpt2ExportTests
{
    private const double Tolerance = 1e-4;

    [Fact]
    public void Texts_alone_and_padded_in_one_batch_get_the_logits_of_transformers()
    {
        var source = Repository.Shared("data/gpt2-capp-hf");
        using var folder = new TemporaryFolder();
        var config = ConfigFile.Read(Path.Combine(source, ConfigFile.FileName), ConfigFile.FileName);
        using var weights = new SafetensorsReader(Path.Combine(source, "model.safetensors"), "model.safetensors");
        Architectures.Of(config, dropout: null).Export(folder.File("model.onnx"), new(
            new HeadShape(TaskKind.CausalLm, config.Whole("vocab_size"), [], Dropout: null),
            [],
            MultiLabel: false,
            name => new NamedTensor(name, weights.Find(name)!.Shape, weights.ReadFloats(weights.Find(name)!))));
        using var model = OnnxModel.Open(folder.File("model.onnx"), threads: 1);
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(source, "expected-outputs.json")));
        var cases = expected.RootElement.GetProperty("cases").EnumerateArray().ToList();
        var longest = new EncodedText([.. cases.Select(item => Wholes(item, "greedy_ids")).MaxBy(ids => ids.Length)!], []);
        longest = longest with { Types = new int[longest.Length] };

        Assert.NotEmpty(cases);
        Assert.All(cases, item =>
        {
            var ids = Wholes(item, "input_ids");
            var text = new EncodedText(ids, new int[ids.Length]);
            foreach (var batch in new[] { TokenBatch.Pad([text], paddingId: 52), TokenBatch.Pad([text, longest], paddingId: 52) })
            {
                var output = model.Run(ModelInputs.Of(batch));
                var vocabulary = (int)output.Shape[2];
                Near(item, "logits_first", output.Logits[..vocabulary]);
                Near(item, "logits_last", output.Logits[((ids.Length - 1) * vocabulary)..(ids.Length * vocabulary)]);
            }
        });
    }

    private static int[] Wholes(JsonElement item, string name) => [.. item.GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];

    private static void Near(JsonElement item, string name, float[] actual) => Assert.All(
        item.GetProperty(name).EnumerateArray().Zip(actual, (a, b) => (Expected: a.GetDouble(), Actual: b)),
        pair => Assert.Equal(pair.Expected, pair.Actual, Tolerance));
}
