using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Metrics;
using MlOps.Models;
using MlOps.Planning;
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
    private string? _refused;

    public RegisterStepTests()
    {
        _registry = new LocalRegistry(_folder.File("registry"), TimeProvider.System);
        _step = new RegisterStep(() => _registry, MakeVariant);
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

    [Fact]
    public async Task A_variant_that_is_kept_lies_beside_the_model_and_what_was_measured_stands_in_lineage_and_card()
    {
        var result = await RunAsync("one", passed: true, Int8);

        var version = _registry.Show("mail-spam").Versions[0];
        Assert.Equal("int8 of one", File.ReadAllText(Path.Combine(version.Folder, "model.int8.onnx")));
        Assert.Equal(0.97, Cards.Lineage.Read(version).Variant!.Metrics["accuracy"]);
        Assert.Contains("| <code>accuracy</code> | 0.98 | 0.97 |", File.ReadAllText(Path.Combine(version.Folder, "MODEL_CARD.md")), StringComparison.Ordinal);
        Assert.Equal((Stage.Production, null), (result.Registration!.Stage, result.Variant!.Refused));
        Assert.Empty(result.Diagnostics);
        Assert.False(Directory.Exists(_folder.File("output/staged")));
        Assert.False(File.Exists(_folder.File("train-one/model/model.int8.onnx"))); // the training's own output never changes
        Assert.True(_registry.IsIntact(version));
    }

    [Fact]
    public async Task A_variant_that_is_refused_is_left_out_and_the_version_gets_its_stage_all_the_same()
    {
        _refused = "accuracy is 0.4; gate 'accuracy >= 0.95' is not met";

        var result = await RunAsync("one", passed: true, Int8);

        var found = Assert.Single(result.Diagnostics);
        Assert.Equal(("MLOPS4010", Severity.Warning), (found.Rule.Code, found.Rule.Severity));
        Assert.Equal("the version is registered without its int8 variant: accuracy is 0.4; gate 'accuracy >= 0.95' is not met", found.Message);
        var version = _registry.Show("mail-spam").Versions[0];
        Assert.Equal(Stage.Production, version.Stage);
        Assert.False(File.Exists(Path.Combine(version.Folder, "model.int8.onnx")));
        Assert.Equal(_refused, Cards.Lineage.Read(version).Variant!.Refused);
    }

    [Fact]
    public async Task A_variant_makes_another_version_of_the_same_model_which_is_known_as_that_training()
    {
        var plain = await RunAsync("one", passed: true);
        var champion = _registry.FindChampion("mail-spam")!;
        Assert.Equal(champion.ContentHash, champion.ModelHash);

        var both = await RunAsync("one", passed: true, Int8);
        var again = await RunAsync("one", passed: true, Int8);

        Assert.Equal((1, 2, 2, false), (plain.Registration!.Version, both.Registration!.Version, again.Registration!.Version, again.Registration.IsNew));
        Assert.Equal(champion.ContentHash, _registry.FindChampion("mail-spam")!.ModelHash);
        Assert.NotEqual(champion.ContentHash, _registry.FindChampion("mail-spam")!.ContentHash);
    }

    [Fact]
    public async Task A_training_that_is_given_back_comes_without_the_variant()
    {
        _ = await RunAsync("one", passed: true, Int8);

        Assert.NotNull(_registry.Restore("mail-spam", Trained.Sha256, _folder.File("restored"), CancellationToken.None));

        Assert.Equal(
            Directory.GetFiles(_folder.File("train-one/model"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder.File("train-one/model"), file)).Order(StringComparer.Ordinal),
            Directory.GetFiles(_folder.File("restored"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder.File("restored"), file)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("int4", "'quantize' of step 'publish' is 'int4'; expected int8")]
    public void Another_variant_than_int8_is_refused(string variant, string message)
    {
        var found = new DiagnosticBag();

        _ = _step.Read(new SpecMap("step 'publish'", Mapping(("model", "mail-spam"), ("quantize", variant)), found));

        Assert.Equal(message, Assert.Single(found.All).Message);
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

    private static QuantizeSpec Int8 { get; } = new(ModelVariant.Int8, Gates: null);

    private static Fingerprint Trained { get; } = Fingerprint.Of([new("step", "train")]);

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

    private VariantEvaluation MakeVariant(VariantRequest request, CancellationToken ct)
    {
        var text = File.ReadLines(Path.Combine(request.Folder, "model.onnx")).First();
        if (_refused is null)
        {
            File.WriteAllText(Path.Combine(request.Folder, "model.int8.onnx"), $"int8 of {text}");
        }

        return new()
        {
            Variant = request.Variant,
            Refused = _refused,
            Metrics = new Dictionary<string, double?> { ["accuracy"] = 0.97 },
            ModelMetrics = new Dictionary<string, double?> { ["accuracy"] = 0.98 },
        };
    }

    private Task<StepResult> RunAsync(string content, bool passed, params GateResult[] gates) => RunAsync(content, passed, quantize: null, gates);

    private Task<StepResult> RunAsync(string content, bool passed, QuantizeSpec? quantize, params GateResult[] gates)
    {
        var candidate = Candidates.Make(Path.Combine(_folder.File($"train-{content}"), "model"), content, refused: passed ? null : "a gate");
        var evaluation = candidate.Evaluation with { Gates = [.. candidate.Evaluation.Gates, .. gates] };
        return _step.RunAsync(
            Spec() with { Quantize = quantize },
            new StepContext
            {
                Name = "publish",
                Location = Location.None,
                PipelineFolder = _folder.Path,
                OutputFolder = _folder.File("output"),
                Upstream =
                [
                    new StepOutput("train", "fine-tune", _folder.File($"train-{content}"), new StepResult { ModelHash = ContentHash.OfFolder(candidate.Folder) }) { Fingerprint = Trained },
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
