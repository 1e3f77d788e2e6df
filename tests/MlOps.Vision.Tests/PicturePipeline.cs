using MlOps.Diagnostics;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Steps.Preprocess;
using MlOps.Testing;
using MlOps.Text.Readers;
using SkiaSharp;

namespace MlOps.Vision.Tests;

/// <summary>A folder with pictures of seeded noise, on which the preprocess step runs as a pipeline would run it.</summary>
internal sealed class PicturePipeline : IDisposable
{
    public const int Width = 12;
    public const int Height = 9;

    private readonly TemporaryFolder _folder = new();
    private int _runs;

    /// <summary>The output of the last run.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Finds the pictures of the last run's rows.</summary>
    public PicturePaths Paths { get; private set; } = null!;

    public static string MistakeOf(string yaml)
    {
        var found = new DiagnosticBag();
        _ = Read(yaml, found);
        return Assert.Single(found.All).Message;
    }

    public string File(string name) => _folder.File(name);

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Draws <c>FOLDER/LABEL/NUMBER.png</c>, labels and numbers counted from 0.</summary>
    public void Draw(string folder, int labels, int pictures, int seed = 1)
    {
        var random = new Random(seed);
        for (var label = 0; label < labels; label++)
        {
            _ = Directory.CreateDirectory(_folder.File($"{folder}/{label}"));
            for (var number = 0; number < pictures; number++)
            {
                System.IO.File.WriteAllBytes(_folder.File($"{folder}/{label}/{number}.png"), Noise(random));
            }
        }
    }

    /// <summary>Runs the step.</summary>
    public StepResult Prepare(string yaml)
    {
        var found = new DiagnosticBag();
        var spec = Read(yaml, found);
        Assert.Empty(found.All);
        Assert.NotNull(spec);
        Output = _folder.File($"out-{++_runs}");
        _ = Directory.CreateDirectory(Output);
        var context = new StepContext
        {
            Name = "prepare",
            Location = new("pipeline.yml", 3, 3),
            PipelineFolder = _folder.Path,
            OutputFolder = Output,
            Upstream = [],
            Seed = 7,
            Compute = new(Device.Cpu, Precision.Fp32, 1),
            Run = new("1", "test", "somebody", false, null),
            Progress = new Progress<StepProgress>(),
            Time = TimeProvider.System,
        };
        Paths = new(spec, context.FullPath);
        return new PreprocessStep(PictureDecoder.Check).RunAsync(spec, context, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
    }

    /// <summary>The rows of a split of the last run.</summary>
    public List<PreparedRow> Rows(string split) => [.. RowsFile.Read(Path.Combine(Output, RowsFile.NameOf(split)))];

    /// <summary>The rows of all splits of the last run.</summary>
    public List<PreparedRow> Rows() => [.. Rows("train"), .. Rows("validation"), .. Rows("test")];

    public void Dispose() => _folder.Dispose();

    private static PreprocessSpec? Read(string yaml, DiagnosticBag found)
    {
        var text = $"name: test\nsteps:\n  prepare: {{ uses: preprocess, {yaml[1..]}\n";
        var source = new SpecSource("pipeline.yml", "/", text, new Dictionary<string, string>(), null, _ => null);
        return (PreprocessSpec?)SpecReader.Read(source, [new PreprocessStep()], found)?.Steps[0].Spec;
    }

    private static byte[] Noise(Random random)
    {
        using var bitmap = new SKBitmap(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        random.NextBytes(bitmap.GetPixelSpan());
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
