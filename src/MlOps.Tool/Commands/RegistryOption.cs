using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.GitHub.Access;
using MlOps.GitHub.Releases;
using MlOps.Registry;
using MlOps.Registry.Artifacts;
using MlOps.Registry.Mlflow;
using MlOps.Registry.Postgres;
using MlOps.Remote;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Storage.S3;

namespace MlOps.Tool.Commands;

/// <summary><c>--registry</c>: the registry that a command looks into, and how each kind is opened.</summary>
internal sealed class RegistryOption
{
    private const string DefaultPipeline = "pipeline.yml";

    /// <summary>Prepares the option.</summary>
    public RegistryOption() => Option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<string?>() is { } text && RegistrySpec.Parse(text) is null)
        {
            result.AddError($"--registry is none; expected a folder, {RegistrySpec.OtherForms}, or {RegistrySpec.MlflowForm}");
        }
    });

    /// <summary>The option.</summary>
    public Option<string?> Option { get; } = new("--registry")
    {
        Description = $"The registry: a folder, {RegistrySpec.OtherForms}, or mlflow+http://HOST:PORT (default: that of {DefaultPipeline} here, or the state folder's own)",
        HelpName = "REGISTRY",
        Recursive = true,
    };

    /// <summary>Opens the registry that the command line or the pipeline of the current folder names.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="tool">The process.</param>
    /// <param name="state">The state folder.</param>
    public ModelRegistry Open(ParseResult parsed, ToolContext tool, StateFolder state) => Open(Spec(parsed, tool), tool.Folder, tool, state);

    /// <summary>The registry that the command line or the pipeline of the current folder names; null for the state folder's own.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="tool">The process.</param>
    public RegistrySpec? Spec(ParseResult parsed, ToolContext tool) => parsed.GetValue(Option) is { } given ? RegistrySpec.Parse(given) : OfPipeline(tool);

    /// <summary>Opens the registry of a pipeline.</summary>
    /// <param name="spec">What the pipeline says; null for the state folder's own.</param>
    /// <param name="folder">Full path of the folder that paths are relative to.</param>
    /// <param name="tool">The process.</param>
    /// <param name="state">The state folder.</param>
    /// <exception cref="MlOpsException">MLOPS6104: there is nothing to sign in to GitHub with. MLOPS5202: nothing can be signed in to MLflow with.</exception>
    public static ModelRegistry Open(RegistrySpec? spec, string folder, ToolContext tool, StateFolder state)
    {
        if (spec?.Mlflow is { } server)
        {
            return new MlflowRegistry(MlflowSettings.Read(server, tool.Environment), Path.Combine(state.Registry, "mlflow"), tool.Time, tool.Wait);
        }

        if (spec?.Postgres is { } postgres)
        {
            return OpenPostgres(postgres, folder, tool, state);
        }

        if (spec?.GitHubReleases is not { } name)
        {
            return new LocalRegistry(spec?.Folder is { } path ? Path.Combine(folder, path) : state.Registry, tool.Time);
        }

        var settings = GitHubSettings.Read(tool.Environment) ?? throw new MlOpsException(
            Rules.BadSignIn, name.Location, $"the registry is in releases of {name}, and there is nothing to sign in with; set GITHUB_TOKEN, which may read and write the repository's contents");
        return new ReleaseRegistry(
            new(settings, RepositoryName.Parse(name)!, ReleaseRegistry.Limits, tool.Time), Path.Combine(state.Registry, RegistrySpec.Releases), tool.Time);
    }

    private static PostgresRegistry OpenPostgres(PostgresSpec spec, string folder, ToolContext tool, StateFolder state)
    {
        try
        {
            ArtifactStore artifacts = RemoteAddress.IsOne(spec.Artifacts)
                ? new S3Artifacts(RemoteAddress.Parse(spec.Artifacts), S3Settings.Read(tool.Environment), tool.Time)
                : new FolderArtifacts(Path.GetFullPath(Path.Combine(folder, spec.Artifacts)), tool.Time);
            return new(PostgresAddress.Parse(spec.Address, tool.Environment), artifacts, Path.Combine(state.Registry, PostgresSpec.Key), tool.Time);
        }
        catch (MlOpsException e) when (e.Diagnostic.Location == Location.None)
        {
            throw new MlOpsException(e.Diagnostic.Rule, spec.Address.Location, e.Diagnostic.Message, e);
        }
    }

    // a pipeline with mistakes names its registry all the same
    private static RegistrySpec? OfPipeline(ToolContext tool)
    {
        var path = tool.FullPath(DefaultPipeline);
        return File.Exists(path)
            ? SpecReader.Read(new(DefaultPipeline, tool.Folder, File.ReadAllText(path), new Dictionary<string, string>(), null, tool.Environment), StepKinds.Create(StepKinds.NoRegistry), new())?.Registry
            : null;
    }
}
