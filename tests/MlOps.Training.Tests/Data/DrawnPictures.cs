using MlOps.Diagnostics;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Steps.Preprocess;
using MlOps.Testing;
using MlOps.Vision;

namespace MlOps.Training.Tests.Data;

/// <summary>A folder of noisy reddish and bluish pictures, prepared by the preprocess step.</summary>
internal sealed class DrawnPictures : IDisposable
{
    public const int Size = 20;

    private readonly TemporaryFolder _folder = new();

    /// <param name="each">Pictures of each label.</param>
    public DrawnPictures(int each)
    {
        var random = new Random(5);
        foreach (var (label, name) in ((int, string)[])[(0, "blue"), (2, "red")])
        {
            for (var number = 0; number < each; number++)
            {
                var path = _folder.Write($"pictures/{name}/{number}.bmp", "");
                System.IO.File.WriteAllBytes(path, Bitmap(random, label));
            }
        }
    }

    /// <summary>The folder that paths of the pipeline start at.</summary>
    public string Folder => _folder.Path;

    public string File(string name) => _folder.File(name);

    /// <summary>Runs the preprocess step; half of the rows are for training.</summary>
    public StepOutput Prepare()
    {
        var step = new PreprocessStep(PictureDecoder.Check);
        const string Text = "name: test\nsteps:\n  prepare: { uses: preprocess, data: pictures, image: file, split: { train: 50, validation: 25, test: 25 } }\n";
        var source = new SpecSource("pipeline.yml", Folder, Text, new Dictionary<string, string>(), null, _ => null);
        var spec = SpecReader.Read(source, [step], new DiagnosticBag())!.Steps[0].Spec;
        var output = Directory.CreateDirectory(_folder.File("prepared")).FullName;
        var result = step.RunAsync(spec, Contexts.Create(Folder, output), TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        return new("prepare", "preprocess", output, result) { Spec = spec };
    }

    public void Dispose() => _folder.Dispose();

    // 24 bits a pixel: blue, green, red
    private static byte[] Bitmap(Random random, int strong)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("BM"u8);
        writer.Write([.. BitConverter.GetBytes(54 + (Size * Size * 3)), 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0]);
        writer.Write(Size);
        writer.Write(Size);
        writer.Write([1, 0, 24, 0, .. new byte[24]]);
        for (var i = 0; i < Size * Size * 3; i++)
        {
            writer.Write((byte)(random.Next(140) + (i % 3 == strong ? 90 : 0)));
        }

        return stream.ToArray();
    }
}
