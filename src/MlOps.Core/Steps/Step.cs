using MlOps.Spec;

namespace MlOps.Steps;

/// <summary>A kind of step: reads its own keys of pipeline.yml and runs.</summary>
public abstract class Step
{
    /// <summary>The folder of the model in the output of a step that trains one.</summary>
    public const string ModelFolder = "model";

    /// <summary>The word after <c>uses:</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>What it does, in one sentence without a full stop.</summary>
    public abstract string About { get; }

    /// <summary>Raised when the same settings and inputs give another output; part of the fingerprint.</summary>
    public abstract int CodeVersion { get; }

    /// <summary>True for kinds that take the keys <c>device</c>, <c>precision</c> and <c>threads</c>.</summary>
    public virtual bool Computes => false;

    /// <summary>True for kinds that take every core while they run, or time what they do: one of them runs at a time.</summary>
    public virtual bool TakesAllCores => Computes;

    /// <summary>True for kinds whose whole output is a model in the folder <see cref="ModelFolder"/>, which a registry can give back.</summary>
    public virtual bool Trains => false;

    /// <summary>Reads the keys of this kind; the keys that every step has were read already. Mistakes go to the map; nothing is thrown.</summary>
    /// <param name="map">The step's mapping.</param>
    public abstract StepSpec Read(SpecMap map);

    /// <summary>Checks what takes the other steps to know. Runs before anything else, on the text of the pipeline alone.</summary>
    /// <param name="check">The step among its neighbours.</param>
    public virtual void Check(StepCheck check)
    {
    }

    /// <summary>Checks what takes a look into the inputs, such as the names of columns. Runs when the inputs exist and the step is not reused.</summary>
    /// <param name="check">The step among its neighbours.</param>
    public virtual void CheckInputs(StepCheck check)
    {
    }

    /// <summary>The files and folders that the step reads besides outputs of other steps; their content is part of the fingerprint.</summary>
    /// <param name="spec">What <see cref="Read"/> returned.</param>
    /// <returns>Paths as the pipeline gives them, relative to its folder.</returns>
    public virtual IEnumerable<SpecText> Inputs(StepSpec spec) => [];

    /// <summary>Files that the inputs name, such as pictures in a column of paths; their content is part of the fingerprint too, where they are there.</summary>
    /// <param name="spec">What <see cref="Read"/> returned.</param>
    /// <param name="fullPath">Makes a path of the pipeline a full one.</param>
    /// <returns>Full paths.</returns>
    /// <exception cref="Diagnostics.MlOpsException">An input cannot be read.</exception>
    public virtual IEnumerable<string> NamedFiles(StepSpec spec, Func<string, string> fullPath) => [];

    /// <summary>The base models that the step reads: folders, versions of the registry or models of the hub. What they are is part of the fingerprint.</summary>
    /// <param name="spec">What <see cref="Read"/> returned.</param>
    public virtual IEnumerable<SpecText> Bases(StepSpec spec) => [];

    /// <summary>The files that the step writes outside of its output folder; a kept output is reused only while they are there.</summary>
    /// <param name="spec">What <see cref="Read"/> returned.</param>
    /// <returns>Paths as the pipeline gives them, relative to its folder.</returns>
    public virtual IEnumerable<SpecText> Writes(StepSpec spec) => [];

    /// <summary>The name of the registered model, for kinds that register one.</summary>
    /// <param name="spec">What <see cref="Read"/> returned.</param>
    public virtual string? Registers(StepSpec spec) => null;

    /// <summary>True when the output depends on the champion of the model that a later step registers.</summary>
    /// <param name="spec">What <see cref="Read"/> returned.</param>
    public virtual bool MeetsChampion(StepSpec spec) => false;

    /// <summary>True while what the step did outside of its output folder is still so; a kept output is reused only then.</summary>
    /// <param name="spec">What <see cref="Read"/> returned.</param>
    /// <param name="result">What the step returned when it ran.</param>
    public virtual bool StillHolds(StepSpec spec, StepResult result) => true;

    /// <summary>What a kept result says now: the same, but about the lines where its parts of pipeline.yml stand by now.</summary>
    /// <param name="step">The step as it was read now.</param>
    /// <param name="result">What the step returned when it ran.</param>
    public virtual StepResult Relocate(PipelineStep step, StepResult result) => result;

    /// <summary>Runs the step.</summary>
    /// <param name="spec">What <see cref="Read"/> returned.</param>
    /// <param name="context">Folders, outputs of the steps before it, and what the run says.</param>
    /// <param name="ct">Stops the step at the next batch or file.</param>
    /// <exception cref="Diagnostics.MlOpsException">The step failed for a reason that the user can mend.</exception>
    public abstract Task<StepResult> RunAsync(StepSpec spec, StepContext context, CancellationToken ct);
}

/// <summary>A kind of step with its own record.</summary>
/// <typeparam name="TSpec">The record of the step.</typeparam>
public abstract class Step<TSpec> : Step
    where TSpec : StepSpec
{
    /// <inheritdoc/>
    public abstract override TSpec Read(SpecMap map);

    /// <inheritdoc/>
    public sealed override IEnumerable<SpecText> Inputs(StepSpec spec) => Inputs((TSpec)spec);

    /// <inheritdoc/>
    public sealed override IEnumerable<string> NamedFiles(StepSpec spec, Func<string, string> fullPath) => NamedFiles((TSpec)spec, fullPath);

    /// <inheritdoc/>
    public sealed override IEnumerable<SpecText> Bases(StepSpec spec) => Bases((TSpec)spec);

    /// <inheritdoc/>
    public sealed override IEnumerable<SpecText> Writes(StepSpec spec) => Writes((TSpec)spec);

    /// <inheritdoc/>
    public sealed override string? Registers(StepSpec spec) => Registers((TSpec)spec);

    /// <inheritdoc/>
    public sealed override bool MeetsChampion(StepSpec spec) => MeetsChampion((TSpec)spec);

    /// <inheritdoc/>
    public sealed override bool StillHolds(StepSpec spec, StepResult result) => StillHolds((TSpec)spec, result);

    /// <inheritdoc/>
    public sealed override void Check(StepCheck check) => Check((TSpec)check.Step.Spec, check);

    /// <inheritdoc/>
    public sealed override void CheckInputs(StepCheck check) => CheckInputs((TSpec)check.Step.Spec, check);

    /// <inheritdoc/>
    public sealed override Task<StepResult> RunAsync(StepSpec spec, StepContext context, CancellationToken ct) =>
        RunAsync((TSpec)spec, context, ct);

    /// <inheritdoc cref="Step.Inputs(StepSpec)"/>
    protected virtual IEnumerable<SpecText> Inputs(TSpec spec) => [];

    /// <inheritdoc cref="Step.NamedFiles(StepSpec, Func{string, string})"/>
    protected virtual IEnumerable<string> NamedFiles(TSpec spec, Func<string, string> fullPath) => [];

    /// <inheritdoc cref="Step.Bases(StepSpec)"/>
    protected virtual IEnumerable<SpecText> Bases(TSpec spec) => [];

    /// <inheritdoc cref="Step.Writes(StepSpec)"/>
    protected virtual IEnumerable<SpecText> Writes(TSpec spec) => [];

    /// <inheritdoc cref="Step.Registers(StepSpec)"/>
    protected virtual string? Registers(TSpec spec) => null;

    /// <inheritdoc cref="Step.MeetsChampion(StepSpec)"/>
    protected virtual bool MeetsChampion(TSpec spec) => false;

    /// <inheritdoc cref="Step.StillHolds(StepSpec, StepResult)"/>
    protected virtual bool StillHolds(TSpec spec, StepResult result) => true;

    /// <inheritdoc cref="Step.Check(StepCheck)"/>
    protected virtual void Check(TSpec spec, StepCheck check)
    {
    }

    /// <inheritdoc cref="Step.CheckInputs(StepCheck)"/>
    protected virtual void CheckInputs(TSpec spec, StepCheck check)
    {
    }

    /// <inheritdoc cref="Step.RunAsync"/>
    protected abstract Task<StepResult> RunAsync(TSpec spec, StepContext context, CancellationToken ct);
}
