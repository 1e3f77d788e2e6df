using MlOps.Diagnostics;
using MlOps.Drift;
using MlOps.Metrics;
using MlOps.Models;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Steps;

namespace MlOps.Registry.Register;

/// <summary>Registers the model of a run: in the stage asked for when every gate holds, else in None.</summary>
/// <param name="registry">Where to; asked only once the pipeline is read, which names it.</param>
/// <param name="variants">Makes and judges variants of the model.</param>
public sealed class RegisterStep(Func<ModelRegistry> registry, VariantMaker variants) : Step<RegisterSpec>
{
    private static readonly string[] Stages = [nameof(Stage.None), nameof(Stage.Staging), nameof(Stage.Production)];

    private const int MostApprovals = 20;

    /// <inheritdoc/>
    public override string Kind => "register";

    /// <inheritdoc/>
    public override string About => "adds the model to the registry as a new version, and gives it a stage when every gate holds";

    /// <inheritdoc/>
    public override int CodeVersion => 1;

    /// <inheritdoc/>
    /// <remarks>A variant is timed.</remarks>
    public override bool TakesAllCores => true;

    /// <inheritdoc/>
    public override RegisterSpec Read(SpecMap map)
    {
        var model = map.Text("model", "the model's name in the registry");
        if (model.Value.Length > 0 && !ModelName.IsValid(model))
        {
            map.Reject("model", model, ModelName.Expected);
        }

        return new RegisterSpec(
            model,
            Enum.Parse<Stage>(map.Word("stage", Stages, nameof(Stage.None), "the stage of the new version; reached only when every gate holds, otherwise the version stays in None")),
            map.Text("description", "", "what the model is for; stands in its model card"))
        {
            Quantize = QuantizeSpec.Read(map),
            Approvals = map.Map("promote", "what a version whose gates hold still needs before it gets its stage", inner =>
                inner.Whole("approvals", 0, MostApprovals, 0, "how many people, others than the one who ran the pipeline, must approve it")),
        };
    }

    /// <inheritdoc/>
    public override StepResult Relocate(PipelineStep step, StepResult result) =>
        result with { Diagnostics = [.. result.Diagnostics.Select(found => found with { Location = step.Location })] };

    /// <inheritdoc/>
    protected override void Check(RegisterSpec spec, StepCheck check)
    {
        _ = check.Require("fine-tune");
        _ = check.Require("evaluate");
    }

    /// <inheritdoc/>
    protected override string? Registers(RegisterSpec spec) => spec.Model;

    /// <inheritdoc/>
    protected override bool StillHolds(RegisterSpec spec, StepResult result) =>
        result.Registration is { } registration && registry().Holds(registration);

    /// <inheritdoc/>
    protected override Task<StepResult> RunAsync(RegisterSpec spec, StepContext context, CancellationToken ct)
    {
        if (!context.Run.MayRegister)
        {
            var why = $"nothing is registered: {context.Run.Unmerged} comes from another repository";
            return Task.FromResult(new StepResult { Diagnostics = [new(Rules.NotRegistered, context.Location, why)] });
        }

        var folder = Path.Combine(context.Input("fine-tune").Folder, ModelFolder);
        if (spec.Quantize is not { } quantize)
        {
            return Task.FromResult(Result(spec, Register(spec, context, folder, variant: null, ct), variant: null, context.Location));
        }

        using var staged = new StagedModel(folder, context.OutputFolder, ct);
        var variant = variants(new(quantize.To, staged.Folder, quantize.Gates, context), ct);
        return Task.FromResult(Result(spec, Register(spec, context, staged.Folder, variant, ct), variant, context.Location));
    }

    private static StepResult Result(RegisterSpec spec, Registration registration, VariantEvaluation? variant, Location location)
    {
        var found = new List<Diagnostic>();
        if (variant?.Refused is { } refused)
        {
            found.Add(new(Rules.VariantRefused, location, $"the version is registered without its {Kebab.Of(variant.Variant)} variant: {refused}"));
        }

        if (registration.Waits is { } waits)
        {
            var name = FormattableString.Invariant($"{registration.Model}@{registration.Version}");
            found.Add(new(Rules.WaitsForApproval, location, $"{name} waits for {waits} before it is in {spec.Stage}: dotnet mlops models approve {name} --reason \"...\""));
        }

        return new() { Registration = registration, Variant = variant, Diagnostics = found };
    }

    private Registration Register(RegisterSpec spec, StepContext context, string folder, VariantEvaluation? variant, CancellationToken ct)
    {
        context.Progress.Report(new StepProgress($"copying to {spec.Model}"));
        var training = context.Input("fine-tune");
        var evaluation = context.Input("evaluate").Result.Evaluation!;
        return registry().Register(
            new Candidate
            {
                Model = spec.Model,
                Folder = folder,
                Description = ModelDescription.Read(folder),
                Evaluation = evaluation,
                Variant = variant,
                Watermark = context.Upstream.LastOrDefault(step => step.Kind == "preprocess")?.Result.Data?.Watermark,
                Profile = DataProfile.Read(context.Input("evaluate").Folder),
                Trained = new(training.Fingerprint, training.Result with { Diagnostics = [] }),
                Stage = spec.Stage,
                Refused = spec.Stage == Stage.None ? null : Refusal(evaluation, context.Run),
                Approvals = spec.Approvals,
                Purpose = spec.Description,
                Change = new Change(context.Run.User, context.Run.Id, Reason(evaluation, context.Run)),
            },
            ct);
    }

    private static string? Refusal(Evaluation evaluation, RunIdentity run) => evaluation.Passed
        ? run.Unmerged is { } change ? $"{change} is not merged yet; the run that follows the merge promotes the version" : null
        : string.Join("; ", evaluation.Gates.Where(gate => !gate.Passed).Select(gate => gate.Message));

    private static string Reason(Evaluation evaluation, RunIdentity run)
    {
        var reason = evaluation.Gates.Count == 0 ? "the pipeline sets no gate" : evaluation.Passed ? "every gate is met" : "";
        return evaluation.Gates.Any(gate => gate.Outcome == GateOutcome.ChampionLossAccepted)
            ? $"{reason}; the champion cannot be scored any more, accepted by hand: {run.AcceptedChampionLoss}"
            : reason;
    }
}
