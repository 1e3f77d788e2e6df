using System.Text.Json;
using MlOps.Models;
using MlOps.Testing;
using MlOps.Text.Tokenizers;
using MlOps.Training.Data;
using MlOps.Training.Models;
using MlOps.Training.Tasks;
using MlOps.Training.Weights;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Models.Gpt2;

/// <summary>A GPT-2 that somebody trained on chains of manufacturing processes, against what transformers computes with it (see its SOURCE.txt).</summary>
public sealed class TrainedGpt2Tests
{
    private const double Tolerance = 1e-4;

    private readonly string _folder = Repository.Shared("data/gpt2-capp-hf");

    [Fact]
    public void Logits_losses_and_the_likeliest_continuations_agree()
    {
        using var network = Open();
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "expected-outputs.json")));
        var cases = expected.RootElement.GetProperty("cases").EnumerateArray().ToList();

        Assert.NotEmpty(cases);
        Assert.All(cases, item =>
        {
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            var ids = Wholes(item.GetProperty("input_ids"));
            var logits = Logits(network, ids); // [T, V]
            Near(item.GetProperty("logits_first"), logits[0]);
            Near(item.GetProperty("logits_last"), logits[^1]);
            Assert.Equal(item.GetProperty("loss_labels_eq_inputs").GetDouble(), Loss(network, ids, logits[0].Length), Tolerance);

            var continued = Wholes(item.GetProperty("greedy_ids"));
            var guesses = Logits(network, continued).Select(row => Array.IndexOf(row, row.Max())).ToArray();
            Assert.Equal(continued[ids.Length..], guesses[(ids.Length - 1)..^1].Select(guess => (long)guess));
        });
    }

    private static ModelInputs Text(long[] ids) => ModelInputs.Of(TokenBatch.Pad([new([.. ids.Select(id => (int)id)], new int[ids.Length])], paddingId: 0));

    private static float[][] Logits(Network network, long[] ids)
    {
        var logits = network.call(NetworkInputs.Of(Text(ids), CPU)).Logits; // [1, T, V]
        return [.. logits.data<float>().ToArray().Chunk((int)logits.shape[2])];
    }

    private static double Loss(Network network, long[] ids, int vocabulary)
    {
        using var task = new LanguageModelTask(TaskKind.CausalLm, vocabulary);
        var batch = new Batch([0], Text(ids), Targets.Of(ids, 1, ids.Length), ids.Length - 1);
        return task.Loss(network.call(task.Inputs(batch, CPU)), batch).item<float>();
    }

    private static void Near(JsonElement expected, float[] actual) => Assert.All(
        expected.EnumerateArray().Zip(actual, (a, b) => (Expected: a.GetDouble(), Actual: b)),
        pair => Assert.Equal(pair.Expected, pair.Actual, Tolerance));

    private static long[] Wholes(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetInt64())];

    private Network Open()
    {
        var config = ConfigFile.Read(Path.Combine(_folder, ConfigFile.FileName), ConfigFile.FileName);
        var architecture = Architectures.Of(config, dropout: null);
        var network = architecture.Create(new(TaskKind.CausalLm, config.Whole("vocab_size"), [], null), ScalarType.Float32);
        using var weights = new SafetensorsReader(Path.Combine(_folder, "model.safetensors"), "model.safetensors");
        Assert.Empty(WeightsLoader.Load(network, architecture, weights, "model.safetensors"));
        network.eval();
        return network;
    }
}
