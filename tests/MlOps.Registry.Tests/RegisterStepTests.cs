using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Registry.Register;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Testing;

namespace MlOps.Registry.Tests;

public sealed class RegisterStepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelRegistry _registry;
    private readonly RegisterStep _step;

    public RegisterStepTests()
    {
        _registry = new LocalRegistry(_folder.File("registry"), TimeProvider.System);
        _step = new RegisterStep(() => _registry);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_model_whose_gates_are_met_gets_its_stage()
    {
        var registration = (await RunAsync("one", passed: true)).Registration;

        Assert.Equal((1, Stage.Production, null), (registration!.Version, registration.Stage, registration.Refused));
        Assert.Equal(("ada", "run-1", "every gate is met"), Last());
    }

    [Fact]
    public async Task A_model_that_misses_a_gate_is_registered_in_None_with_the_reason()
    {
        var registration = (await RunAsync("one", passed: false)).Registration;

        Assert.Equal((Stage.None, "accuracy is 0.87; gate 'accuracy >= 0.95' is not met"), (registration!.Stage, registration.Refused));
        Assert.Equal(("ada", "run-1", "accuracy is 0.87; gate 'accuracy >= 0.95' is not met"), Last());
    }

    [Fact]
    public async Task An_accepted_loss_of_the_champion_is_remembered_with_its_reason()
    {
        var overruled = Candidates.Make(_folder.File("gates"), "gates").Evaluation.Gates[0] with { Outcome = GateOutcome.ChampionLossAccepted };

        _ = await RunAsync("one", passed: true, overruled);

        Assert.Equal(("ada", "run-1", "every gate is met; the champion cannot be scored any more, accepted by hand: a new label"), Last());
    }

    [Fact]
    public async Task A_kept_result_holds_until_another_version_takes_the_stage()
    {
        var first = await RunAsync("one", passed: true);
        Assert.True(Holds(first));

        _ = await RunAsync("two", passed: true);

        Assert.False(Holds(first));
    }

    [Theory]
    [InlineData("Mail Spam", "Production", "'model' of step 'publish' is 'Mail Spam'; expected 1 to 64 lower-case letters, digits, '-', '_' and '.', with a letter or digit first and last")]
    [InlineData("mail-spam", "production", "'stage' of step 'publish' is 'production'; expected one of None, Staging, Production; did you mean 'Production'?")]
    [InlineData("mail-spam", "Archived", "'stage' of step 'publish' is 'Archived'; expected one of None, Staging, Production")]
    public void Bad_values_are_reported_in_their_place(string model, string stage, string message)
    {
        var found = new DiagnosticBag();

        _ = _step.Read(new SpecMap("step 'publish'", Mapping(("model", model), ("stage", stage)), found));

        Assert.Equal(message, Assert.Single(found.All).Message);
    }

    private static SpecMapping Mapping(params (string Key, string Value)[] entries) =>
        new(Location.None, [.. entries.Select(entry => new SpecEntry(Scalar(entry.Key), Scalar(entry.Value)))]);

    private static SpecScalar Scalar(string text) => new(Location.None, text, text, false);

    private static RegisterSpec Spec() => new(new SpecText("mail-spam", Location.None), Stage.Production, "Sorts mail.");

    private bool Holds(StepResult result) => _step.StillHolds(Spec(), result);

    private (string By, string Run, string Reason) Last()
    {
        var change = _registry.Show("mail-spam").History[^1].Change;
        return (change.By, change.Run, change.Reason);
    }

    private Task<StepResult> RunAsync(string content, bool passed, params GateResult[] gates)
    {
        var candidate = Candidates.Make(Path.Combine(_folder.File($"train-{content}"), "model"), content, refused: passed ? null : "a gate");
        var evaluation = candidate.Evaluation with { Gates = [.. candidate.Evaluation.Gates, .. gates] };
        return _step.RunAsync(
            Spec(),
            new StepContext
            {
                Name = "publish",
                Location = Location.None,
                PipelineFolder = _folder.Path,
                OutputFolder = _folder.File("output"),
                Upstream =
                [
                    new StepOutput("train", "fine-tune", _folder.File($"train-{content}"), new StepResult()),
                    new StepOutput("judge", "evaluate", _folder.File("judge"), new StepResult { Evaluation = evaluation }),
                ],
                Seed = 7,
                Compute = new Compute(Device.Cpu, Precision.Fp32, 1),
                Run = new RunIdentity("run-1", "mail-spam", "ada", false, "a new label"),
                Progress = new Progress<StepProgress>(),
                Time = TimeProvider.System,
            },
            CancellationToken.None);
    }
}
