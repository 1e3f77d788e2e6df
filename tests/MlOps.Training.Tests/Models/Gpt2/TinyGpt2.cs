using System.Text.Json;
using MlOps.Models;
using MlOps.Testing;
using MlOps.Training.Models;
using MlOps.Training.Weights;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Models.Gpt2;

/// <summary>A folder with a new GPT-2 whose tokens are bytes.</summary>
internal static class TinyGpt2
{
    public const string EndOfText = "<|endoftext|>";

    /// <summary>Writes the folder, its weights drawn from libtorch's generator.</summary>
    /// <returns>Its full path.</returns>
    public static string Write(TemporaryFolder folder, int hiddenSize = 32)
    {
        // printable bytes stand for themselves, the others for the letters from 256 on
        var pieces = Enumerable.Range(0, 256).Where(IsPrintable).Select(value => (char)value)
            .Concat(Enumerable.Range(256, Enumerable.Range(0, 256).Count(value => !IsPrintable(value))).Select(value => (char)value))
            .Select(letter => letter.ToString())
            .Append(EndOfText)
            .Select((piece, id) => KeyValuePair.Create(piece, id));
        _ = folder.Write("gpt2/vocab.json", JsonSerializer.Serialize(new Dictionary<string, int>(pieces)));
        _ = folder.Write("gpt2/merges.txt", "#version: 0.2\n");
        var file = folder.Write("gpt2/config.json", $$"""
            { "model_type": "gpt2", "architectures": ["GPT2LMHeadModel"], "vocab_size": 257, "n_embd": {{hiddenSize}}, "n_layer": 2, "n_head": 2, "n_positions": 64,
              "eos_token_id": 256, "bos_token_id": 256 }
            """);
        var architecture = Architectures.Of(ConfigFile.Read(file, ConfigFile.FileName), dropout: null);
        using var network = architecture.Create(new(TaskKind.CausalLm, 257, [], Dropout: null), ScalarType.Float32);
        using var scope = NewDisposeScope();
        foreach (var table in network.named_parameters().Where(entry => architecture.LayerOf(entry.name) == 0))
        {
            _ = nn.init.normal_(table.parameter, 0, 0.02);
        }

        SafetensorsWriter.Write(folder.File("gpt2/model.safetensors"), network.named_parameters().Select(entry =>
            new NamedTensor(entry.name, entry.parameter.shape, entry.parameter.detach().data<float>().ToArray())));
        return folder.File("gpt2");
    }

    private static bool IsPrintable(int value) => value is (>= '!' and <= '~') or (>= 161 and <= 172) or (>= 174 and <= 255);
}
