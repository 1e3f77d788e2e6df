using System.Globalization;
using MlOps.Metrics;
using MlOps.Models;
using MlOps.Registry;
using MlOps.Steps;

namespace MlOps.Bench.Registry;

/// <summary>Candidates of one size, each with a content of its own.</summary>
/// <param name="folder">Where their folders are made.</param>
/// <param name="bytes">Size of their weights.</param>
internal sealed class CandidateFolder(string folder, int bytes)
{
    private static readonly ModelDescription Description = new()
    {
        Task = "text-classification",
        Family = "bert",
        Labels = ["ham", "spam"],
        MultiLabel = false,
        Preparation = new Preparation("text", [], []),
        MaxTokens = 128,
        Base = "examples/bert-pico",
        BaseHash = new string('b', 64),
        DataHash = new string('d', 64),
        Precision = "fp32",
        Seed = 7,
    };

    private int _made;

    public Candidate Next(string model)
    {
        var number = Interlocked.Increment(ref _made);
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{bytes}-{number}-{Guid.NewGuid():n}"));
        _ = Directory.CreateDirectory(path);
        var weights = new byte[bytes];
        new Random(number).NextBytes(weights);
        Guid.NewGuid().ToByteArray().CopyTo(weights, 0);
        File.WriteAllBytes(Path.Combine(path, "model.onnx"), weights);
        Description.Write(path);
        return new()
        {
            Model = model,
            Folder = path,
            Description = Description,
            Evaluation = new() { Rows = 1, Labels = ["ham", "spam"], Metrics = new Dictionary<string, double?> { ["f1"] = 0.9 }, Intervals = new Dictionary<string, Interval>(), Slices = [], Confusion = [], Gates = [] },
            Stage = Stage.Production,
            Change = new("bench", "bench", ""),
        };
    }
}
