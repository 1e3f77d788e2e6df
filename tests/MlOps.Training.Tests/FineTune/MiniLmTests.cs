using MlOps.Inference;
using MlOps.Steps;
using MlOps.Testing;
using MlOps.Training.FineTune;

namespace MlOps.Training.Tests.FineTune;

public sealed class MiniLmTests
{
    private const int Rows = 200;

    [Fact]
    public async Task MiniLm_loads_trains_on_200_rows_of_banking77_and_exports()
    {
        using var folder = new TemporaryFolder();
        var model = Repository.Shared("models/all-MiniLM-L6-v2");
        var spec = Specs.Read($"base: {model}\nepochs: 1\nbatch-size: 16\nmax-tokens: 64\nlearning-rate: 2e-4\n");
        var step = new FineTuneStep(OnnxLogits.Score);

        var result = await ((Step)step).RunAsync(
            spec,
            Contexts.Create(folder.Path, folder.File("out"), [PreparedData.Write(folder, Banking())]) with { Bases = Specs.Bases(spec, folder.Path) },
            TestContext.Current.CancellationToken);

        Assert.Equal(22_713_216 + (384 * 10) + 10, result.Training!.Parameters);
        Assert.InRange(result.Training.ExportDifference, 0, 1e-4);
        Assert.Equal(40, result.Training.ExportRows);
        Assert.Single(result.Training.Notes);

        // ten labels: guessing gives 0.1
        Assert.InRange(result.Metrics["best-validation-accuracy"]!.Value, 0.3, 1);
    }

    // the first ten labels, 20 rows each
    private static (string, string[])[] Banking() =>
    [
        .. File.ReadLines(Repository.Shared("data/banking77/train.csv"))
            .Skip(1)
            .Where(line => line.Count(c => c == ',') == 1)
            .Select(line => line.Split(','))
            .GroupBy(cells => cells[1])
            .Take(10)
            .SelectMany(group => group.Take(Rows / 10))
            .Select(cells => (cells[0], new[] { cells[1] })),
    ];
}
