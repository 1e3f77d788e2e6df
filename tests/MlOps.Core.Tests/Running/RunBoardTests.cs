using System.Text;
using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Tests.Spec;
using MlOps.Tests.TensorBoard;

namespace MlOps.Tests.Running;

public sealed class RunBoardTests : IDisposable
{
    private const string Pipeline = "name: demo\nseed: 7\nsteps:\n  train: { uses: write, text: x, times: 2 }\n  quiet: { uses: write, text: y }\n";

    private readonly RunBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Curves_of_a_step_can_be_read_while_it_goes_on()
    {
        IReadOnlyList<LoggedEvent>? seen = null;
        var step = new WriteStep(context =>
        {
            context.Progress.Report(new("epoch 1", Values: new Dictionary<string, double> { ["loss"] = 0.5, ["validation-f1"] = 0.25 }, Position: 12));
            seen ??= EventFileReader.ReadFolder(Board("train"));
        });

        _ = await _bench.Run(Pipeline, step, until: "train");

        Assert.Equal([("training/loss", 12, 0.5f), ("validation/f1", 12, 0.25f)], seen!.Where(one => one.IsScalar).Select(one => (one.Tag, one.Step, one.Scalar)));
    }

    [Fact]
    public async Task What_a_step_measured_as_a_whole_and_its_settings_stand_beside_its_curves()
    {
        var step = new WriteStep(context => context.Progress.Report(new("", Values: new Dictionary<string, double> { ["loss"] = 1 }, Position: 3)));

        _ = await _bench.Run(Pipeline, step, until: "train");

        var events = EventFileReader.ReadFolder(Board("train"));
        Assert.Equal(("result/times", 3, 2f), (events[^1].Tag, events[^1].Step, events[^1].Scalar));
        Assert.Equal(("settings", "text"), (events[0].Tag, events[0].Plugin));
        Assert.Contains("| times | 2 |", events[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_a_session_with_the_settings_of_the_steps_that_train()
    {
        _ = await _bench.Run(Pipeline, new WriteStep { IsTraining = true });

        var events = EventFileReader.ReadFolder(Board(""));
        var start = events[0].PluginData.Message(3);
        var parameters = start.Messages(1).ToDictionary(entry => entry.Text(1), entry => entry.Message(2));
        Assert.Equal((7, 2, "y"), (parameters["seed"].Double(2), parameters["train.times"].Double(2), parameters["quiet.text"].Text(3)));
        Assert.Equal(1, events[1].PluginData.Message(4).Whole(1));
    }

    [Fact]
    public async Task A_run_that_failed_is_a_session_that_failed()
    {
        var step = new WriteStep(context =>
        {
            if (context.Name == "quiet")
            {
                throw new MlOpsException(Rules.BadData, context.Location, "no good");
            }
        });

        _ = await _bench.Run(Pipeline, step);

        Assert.Equal(2, EventFileReader.ReadFolder(Board(""))[^1].PluginData.Message(4).Whole(1));
    }

    [Fact]
    public async Task A_run_of_which_nothing_ran_leaves_no_event_files()
    {
        _ = await _bench.Run(Pipeline, new WriteStep());
        var second = await _bench.Run(Pipeline, new WriteStep());

        Assert.False(Directory.Exists(Path.Combine(_bench.State.Run(second.Id), "tensorboard")));
    }

    [Fact]
    public async Task A_value_of_the_environment_is_in_no_event_file()
    {
        var run = _bench.Prepare(
            Pipeline.Replace("text: x", "text: \"${{ env.TOKEN }}\"", StringComparison.Ordinal),
            new WriteStep { IsTraining = true },
            environment: new Dictionary<string, string> { ["TOKEN"] = "hidden-value" });

        _ = await run.ExecuteAsync(new RunBench.Ignore(), _bench.Found, default);

        var files = Directory.GetFiles(Board(""), "*", SearchOption.AllDirectories);
        Assert.Equal(3, files.Length);
        Assert.All(files, file => Assert.DoesNotContain("hidden-value", Encoding.UTF8.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal));
        Assert.Contains("env.TOKEN", EventFileReader.ReadFolder(Board("train"))[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_evaluation_shows_its_confusion_matrix_and_its_gates()
    {
        var evaluation = new Evaluation
        {
            Rows = 10,
            Labels = ["ham", "spam"],
            Metrics = new Dictionary<string, double?> { ["accuracy"] = 0.9, ["auc"] = null },
            Intervals = new Dictionary<string, Interval>(),
            Slices = [],
            Confusion = [[5, 1], [0, 4]],
            Gates = [new("accuracy >= 0.8", Location.None, GateOutcome.Met, 0.9, ">=", 0.8, null, MetricUnit.None, "")],
        };
        var steps = Steps(Pipeline);
        var folder = _bench.State.Run("1");

        using (var board = new RunBoard("1", folder, steps, 7, TimeProvider.System))
        {
            board.Write("train", new StepResult { Metrics = evaluation.Metrics, Evaluation = evaluation });
        }

        var events = EventFileReader.ReadFolder(Path.Combine(folder, "tensorboard", "train"));
        Assert.Equal(["settings", "result/accuracy", "confusion", "gates"], events.Select(one => one.Tag));
        Assert.Equal([0x89, .. "PNG"u8], events[2].Image.Bytes(4)[..4]);
        Assert.Equal(3, events[2].Image.Whole(3));
        Assert.Contains(">= 0.8 | met |", events[3].Text, StringComparison.Ordinal);
    }

    private IReadOnlyList<PipelineStep> Steps(string pipeline) =>
        Pipelines.Read(pipeline, new DiagnosticBag(), new WriteStep(), _bench.Folder)!.Steps;

    private string Board(string step) => Path.Combine(_bench.State.Runs, Path.GetFileName(Assert.Single(Directory.GetDirectories(_bench.State.Runs))), "tensorboard", step);
}
