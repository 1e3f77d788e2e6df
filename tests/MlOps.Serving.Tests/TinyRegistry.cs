using MlOps.Inference;
using MlOps.Inference.Tests;
using MlOps.Inference.Tests.Export;
using MlOps.Metrics;
using MlOps.Registry;
using MlOps.Testing;

namespace MlOps.Serving.Tests;

/// <summary>A registry of models of random weights.</summary>
internal sealed class TinyRegistry : IDisposable
{
    public const string Model = "tiny";

    private readonly TemporaryFolder _folder = new();

    public TinyRegistry() => Registry = new(_folder.File("registry"), TimeProvider.System);

    /// <summary>Full path of the registry's folder.</summary>
    public string Path => _folder.File("registry");

    public LocalRegistry Registry { get; }

    /// <summary>Registers a model whose weights follow from a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="stage">The stage to ask for.</param>
    /// <param name="isBroken">Whether its <c>model.onnx</c> is cut off.</param>
    public int Register(int seed, Stage stage, bool isBroken = false)
    {
        using var folder = TinyModelFolder.Write();
        var file = folder.File(OnnxModel.FileName);
        TinyBert.Write(file, ["ham", "spam"], seed: seed);
        if (isBroken)
        {
            File.WriteAllBytes(file, File.ReadAllBytes(file)[..1000]);
        }

        return Registry.Register(
            new()
            {
                Model = Model,
                Folder = folder.Path,
                Description = TinyModelFolder.Description,
                Evaluation = new()
                {
                    Rows = 1,
                    Labels = ["ham", "spam"],
                    Metrics = new Dictionary<string, double?>(),
                    Intervals = new Dictionary<string, Interval>(),
                    Slices = [],
                    Confusion = [[1, 0], [0, 0]],
                    Gates = [],
                },
                Stage = stage,
                Change = new("ada", "", "a test"),
            },
            CancellationToken.None).Version;
    }

    /// <summary>Moves a version to Production.</summary>
    public void Promote(int version) => Registry.Edit(Model, new RegistryEdit.Move(version, Stage.Production), new("ada", "", "a test"));

    public void Dispose() => _folder.Dispose();
}
