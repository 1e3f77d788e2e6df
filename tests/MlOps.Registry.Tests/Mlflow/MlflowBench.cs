using MlOps.Registry.Mlflow;
using MlOps.Testing;
using MlOps.Testing.Mlflow;

namespace MlOps.Registry.Tests.Mlflow;

/// <summary>The fake server, and registries that use it.</summary>
internal sealed class MlflowBench : IDisposable
{
    public static readonly Change Ada = new("ada", "run-9", "it is better");

    private readonly TemporaryFolder _folder = new();
    private readonly List<MlflowRegistry> _registries = [];
    private int _caches;

    public MlflowBench(string prefix = "")
    {
        Server = new(prefix);
        Registry = Open();
    }

    public FakeMlflowServer Server { get; }

    public FakeMlflow Mlflow => Server.Mlflow;

    public MlflowRegistry Registry { get; }

    /// <summary>A registry as another machine has it: nothing is in its cache.</summary>
    public MlflowRegistry Open(params (string Name, string Value)[] environment)
    {
        var variables = environment.ToDictionary(variable => variable.Name, variable => variable.Value);
        var settings = MlflowSettings.Read(Server.Address, variables.GetValueOrDefault);
        var registry = new MlflowRegistry(settings, _folder.File($"cache-{++_caches}"), TimeProvider.System, (_, _) => Task.CompletedTask);
        _registries.Add(registry);
        return registry;
    }

    public Candidate Candidate(string content, Stage stage = Stage.Production, string? refused = null) =>
        Candidates.Make(_folder.File($"candidate-{content}"), content, stage, refused);

    public string File(string name, string text) => _folder.Write(name, text);

    public void Dispose()
    {
        _registries.ForEach(registry => registry.Dispose());
        Server.Dispose();
        _folder.Dispose();
    }
}
