using System.CommandLine;
using MlOps.Bases;
using MlOps.Diagnostics;
using MlOps.Hub;
using MlOps.Planning;
using MlOps.Registry;
using MlOps.Remote;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Storage.Remote;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands;

/// <summary>A pipeline that was read and checked, and what its run needs.</summary>
/// <param name="Spec">The pipeline; null when it could not be read at all.</param>
/// <param name="Checks">Its steps among their neighbours, in running order.</param>
/// <param name="State">The state folder.</param>
/// <param name="Registry">The registry.</param>
/// <param name="Bases">Finds base models.</param>
/// <param name="Remote">Fetches what inputs name by an address.</param>
/// <param name="Source">The text that it was read from; null when there is none.</param>
/// <param name="ReadsEnvironment">True when it holds <c>${{ env.NAME }}</c>.</param>
internal sealed record LoadedPipeline(
    PipelineSpec? Spec,
    IReadOnlyList<StepCheck> Checks,
    StateFolder State,
    ModelRegistry Registry,
    BaseModels Bases,
    RemoteInputs Remote,
    SpecSource? Source,
    bool ReadsEnvironment)
{
    /// <summary>Full path of the JUnit file that the pipeline asks for; null when it asks for none.</summary>
    public string? JunitFile => Spec?.Report.Junit is { } junit ? Path.GetFullPath(Path.Combine(Spec.Folder, junit)) : null;

    /// <summary>Full paths of the pipeline and of the files and folders that its steps read, or write beside their outputs.</summary>
    public IReadOnlyList<string> Inputs =>
    [
        Path.Combine(Spec!.Folder, Path.GetFileName(Spec.File)),
        .. Checks.SelectMany(check => check.Step.Kind.Inputs(check.Step.Spec).Select(input => check.FullPath(input))),
        .. Checks.SelectMany(check => check.NamedFiles()),
        .. Checks.SelectMany(check => check.Step.Kind.Writes(check.Step.Spec).Select(file => check.FullPath(file))),
        .. Bases.Watched,
    ];

    /// <summary>True where something decides whether it must run again that no file of this machine shows: the environment, or an address.</summary>
    public bool DependsOnMoreThanFiles =>
        ReadsEnvironment || Checks.SelectMany(check => check.Step.Kind.Inputs(check.Step.Spec).Concat(check.Step.Kind.Bases(check.Step.Spec))).Any(text => RemoteAddress.IsOne(text));

    /// <summary>What decides whether it must run again; null where that is also what no file shows, or a registry elsewhere.</summary>
    public WatchedFiles? Watched => DependsOnMoreThanFiles || Registry.FilesOf([]) is not { } registry ? null : new(Inputs, [.. registry.Where(File.Exists)]);

    /// <summary>Reads the pipeline that the command line names.</summary>
    /// <param name="options">The command's arguments.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="tool">The process.</param>
    /// <param name="found">Receives all mistakes of the file.</param>
    public static LoadedPipeline Read(PipelineOptions options, ParseResult parsed, ToolContext tool, DiagnosticBag found)
    {
        var file = options.File(parsed);
        var full = tool.FullPath(file);
        var folder = Path.GetDirectoryName(full)!;
        var state = options.State.Folder(parsed, tool, folder);
        ModelRegistry registry = new LocalRegistry(state.Registry, tool.Time);
        var remote = new RemoteInputs(() => new RemoteCache(RemoteSettings.Read(tool.Environment, state.Remote, options.IsOffline(parsed)), tool.Wait));
        var shown = file.Replace('\\', '/');
        if (!File.Exists(full))
        {
            found.Add(Rules.MissingInput, new(shown), "there is no such file; name a pipeline, or write one with 'dotnet mlops init DATA'");
            return new(null, [], state, registry, Bases(registry), remote, Source: null, ReadsEnvironment: false);
        }

        var readsEnvironment = false;
        string? Variable(string name)
        {
            readsEnvironment = true;
            return tool.Environment(name);
        }

        var source = new SpecSource(shown, folder, File.ReadAllText(full), options.Set(parsed), options.Profile(parsed), Variable);
        var spec = SpecReader.Read(source, StepKinds.Create(() => registry), found);
        registry = found.HasErrors ? registry : RegistryOption.Open(spec!.Registry, folder, tool, state);
        spec = found.HasErrors ? spec : SeenRows.Apply(spec!, registry);
        return new(spec, spec is null ? [] : SpecChecker.Check(spec, found), state, registry, Bases(registry), remote, source, readsEnvironment);

        BaseModels Bases(ModelRegistry models) => new(folder, models, () => Hub(tool, options.IsOffline(parsed)), remote);
    }

    /// <summary>Prepares a run of it.</summary>
    /// <param name="options">What the run was asked for.</param>
    /// <param name="tool">The process.</param>
    public PipelineRun Run(RunOptions options, ToolContext tool) =>
        new(Spec!, Checks, options, State, MachineFacts.Read(tool.Environment, BuiltFrom.HasOwnLibtorch), Registry, Bases, Remote, tool.Time);

    private static HubModels Hub(ToolContext tool, bool isOffline)
    {
        var settings = HubSettings.Read(tool.Environment);
        return new(settings with { IsOffline = settings.IsOffline || isOffline }, tool.Wait);
    }

    /// <summary>Reports a step that the command line names and the pipeline does not have.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="name">The name.</param>
    /// <param name="found">Receives MLOPS1008.</param>
    public void RequireStep(string option, string? name, DiagnosticBag found)
    {
        var names = Checks.Select(check => check.Step.Name).ToList();
        if (name is not null && Spec is not null && !names.Contains(name))
        {
            found.Add(Rules.UnknownStep, new(Spec.File), $"{option} names the step '{name}'; expected one of {string.Join(", ", names)}{Spelling.Hint(name, names)}");
        }
    }
}
