using MlOps.Diagnostics;
using MlOps.Inference;
using MlOps.Models;
using MlOps.Pictures;
using MlOps.Steps;
using MlOps.Training.FineTune;
using MlOps.Training.Models;
using MlOps.Training.Tests.Data;
using MlOps.Training.Weights;
using MlOps.Vision;
using TorchSharp;

namespace MlOps.Training.Tests.FineTune;

/// <summary>Fine-tunes a tiny ResNet of random weights on drawn pictures.</summary>
public sealed class PictureFineTuneTests : IDisposable
{
    private const string Config = """
        { "model_type": "resnet", "embedding_size": 8, "hidden_sizes": [8, 16], "depths": [1, 1], "layer_type": "basic", "hidden_act": "relu",
          "num_channels": 3, "downsample_in_first_stage": false, "downsample_in_bottleneck": false }
        """;

    private readonly DrawnPictures _drawn = new(each: 40);

    public PictureFineTuneTests()
    {
        var folder = Directory.CreateDirectory(_drawn.File("base")).FullName;
        File.WriteAllText(Path.Combine(folder, "config.json"), Config);
        PreprocessorConfig.Write(folder, PictureTransform.OfCifar(16));
        var architecture = Architectures.Of(ConfigFile.Read(Path.Combine(folder, "config.json"), "config.json"), dropout: null);
        _ = torch.manual_seed(1);
        using var network = architecture.Create(new HeadShape(TaskKind.ImageClassification, 3, [], null), torch.ScalarType.Float32);
        SafetensorsWriter.Write(Path.Combine(folder, "model.safetensors"), network.state_dict().Where(entry => entry.Value.is_floating_point())
            .Select(entry => new NamedTensor(entry.Key, entry.Value.shape, entry.Value.detach().data<float>().ToArray())));
    }

    private string Model => _drawn.File("out/model");

    public void Dispose() => _drawn.Dispose();

    [Fact]
    public async Task A_step_learns_two_colours_and_writes_what_pictures_become_beside_the_model()
    {
        var result = await Run("base: base\ntask: image-classification\nepochs: 4\nbatch-size: 8\nlearning-rate: 1e-2\naugment: { flip: true, random-crop-padding: 2, mixup: 0.2 }\n");

        Assert.InRange(result.Metrics["best-validation-accuracy"]!.Value, 0.9, 1);
        Assert.InRange(result.Training!.ExportDifference, 0, 1e-4);
        var description = ModelDescription.Read(Model);
        Assert.Equal(["blue", "red"], description.Labels);
        Assert.Equal((InputKind.Image, "file", 0), (description.Preparation.Input, description.Preparation.TextColumn, description.MaxTokens));
        Assert.Equal((16, 16, 16, ResampleFilter.Bilinear), (description.Pictures!.Height, description.Pictures.Width, description.Pictures.ShortestEdge, description.Pictures.Resample));
        Assert.Equal(description.Pictures.Mean, PreprocessorConfig.Read(Path.Combine(Model, PreprocessorConfig.FileName), "again").Mean);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_though_pictures_are_decoded_on_other_threads()
    {
        const string Keys = "base: base\ntask: image-classification\nepochs: 1\nbatch-size: 8\naugment: { random-resized-crop: [0.3, 1], flip: true, colour-jitter: 0.3, mixup: 0.4 }\n";

        Assert.Equal((await Run(Keys)).ModelHash, (await Run(Keys)).ModelHash);
    }

    [Fact]
    public void Variation_is_for_pictures_only() => Assert.Equal(
        ["pipeline.yml(4,5): error MLOPS1003: 'augment' stands beside a task of texts; expected it with task: image-classification only"],
        Specs.ReadWithMistakes("base: base\naugment: { flip: true }\n").Found);

    private async Task<StepResult> Run(string keys)
    {
        if (Directory.Exists(_drawn.File("out")))
        {
            Directory.Delete(_drawn.File("out"), recursive: true);
        }

        _ = Directory.CreateDirectory(_drawn.File("out"));
        var spec = Specs.Read(keys);
        var context = Contexts.Create(_drawn.Folder, _drawn.File("out"), [_drawn.Prepare()]) with { Bases = Specs.Bases(spec, _drawn.Folder) };
        return await new FineTuneStep(OnnxLogits.Score).RunAsync(spec, context, TestContext.Current.CancellationToken);
    }
}
