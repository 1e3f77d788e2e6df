using MlOps.Bases;
using MlOps.Diagnostics;
using MlOps.Planning;
using MlOps.Registry;
using MlOps.Remote;
using MlOps.Running;
using MlOps.Testing;
using MlOps.Tests.Spec;

namespace MlOps.Tests.Running;

/// <summary>Runs pipelines of test steps in a folder of their own.</summary>
internal sealed class RunBench : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StateFolder State => new(_folder.File(".mlops"));

    public string Folder => _folder.Path;

    public ModelSource Models { get; init; } = new NoModels();

    public BaseModels? Bases { get; init; }

    public RemoteInputs Remote { get; init; } = new(() => throw new InvalidOperationException("nothing is fetched here"));

    public DiagnosticBag Found { get; private set; } = new();

    public string Write(string name, string text) => _folder.Write(name, text);

    public PipelineRun Prepare(string pipeline, WriteStep step, string? until = null, IReadOnlyDictionary<string, string>? environment = null, params string[] forced)
    {
        Found = new();
        var spec = Pipelines.Read(pipeline, Found, step, _folder.Path, environment: environment)!;
        var checks = SpecChecker.Check(spec, Found);
        Assert.Empty(Found.All);
        var machine = new MachineFacts(2, [], new(false, "nothing"));
        return new(spec, checks, new(until, forced.ToHashSet(), "tester", false, null), State, machine, Models, Bases ?? new(_folder.Path, Models, () => throw new InvalidOperationException("no hub here"), Remote), Remote, TimeProvider.System);
    }

    public async Task<RunResult> Run(string pipeline, WriteStep step, string? until = null, IProgress<RunEvent>? events = null, CancellationToken ct = default, params string[] forced) =>
        (await Prepare(pipeline, step, until, null, forced).ExecuteAsync(events ?? new Ignore(), Found, ct))!;

    public void Dispose() => _folder.Dispose();

    internal sealed class Ignore : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
        }
    }
}
