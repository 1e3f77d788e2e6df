using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.GitHub.Releases;
using MlOps.Registry;
using MlOps.Serving;
using MlOps.Serving.Deploy;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops serve MODEL [...]</c>: answers for models over HTTP.</summary>
internal sealed class ServeCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "serve";

    // what a registry that is asked over the network is asked at most; GitHub counts requests
    private static readonly TimeSpan PollOfGitHub = TimeSpan.FromSeconds(60);

    private readonly ToolContext _tool;
    private readonly Argument<string[]> _models = new("MODEL") { Description = "NAME@STAGE, a model's folder, or ROUTE=NAME@STAGE and ROUTE=FOLDER for another name than the model's; with =SHARE behind each, several models share the requests for one name; without any, the model that a cloud's platform names", Arity = ArgumentArity.ZeroOrMore };
    private readonly ServeOptions _options = new();
    private readonly TrafficOptions _traffic = new();
    private readonly StateOption _state = new();
    private readonly RegistryOption _registry = new();

    private ServeCommand(ToolContext tool) => _tool = tool;

    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var self = new ServeCommand(tool);
        var command = new Command(Name, "Answer for models over HTTP: MLflow's protocol, Open Inference's, and one of our own")
        {
            self._models, self._state.Option, self._registry.Option,
        };
        self._options.AddTo(command);
        self._traffic.AddTo(command);
        command.SetAction(self.ServeAsync);
        return command;
    }

    private async Task<int> ServeAsync(ParseResult parsed, CancellationToken ct)
    {
        await Task.Yield(); // signals are listened for only once the command has returned its task
        var state = _state.Folder(parsed, _tool, _tool.Folder);
        var models = parsed.GetValue(_models)!;
        var platform = models.Length > 0 ? null : ServingPlatform.Read(_tool.Environment)
            ?? throw new MlOpsException(Rules.NothingToServe, Location.None, "no model is named, and no variable of a serving platform is set");
        var settings = _options.Read(parsed, _tool, platform) with { Traffic = _traffic.Read(parsed, _tool, state) };
        var registry = new Lazy<ModelRegistry>(() => _registry.Open(parsed, _tool, state));
        var routes = new ServedModels(_tool, settings, registry).Routes(platform is null ? models : [$"model={platform.FindModel()}"], _traffic.Shadows(parsed));
        settings = settings with { Poll = registry.IsValueCreated && registry.Value is ReleaseRegistry ? PollOfGitHub : settings.Poll };
        var accessLog = _options.LogsRequests(parsed) ? _tool.Out : null;
        await new ModelServer(routes, settings, new(_tool.Error, _tool.Time), accessLog, _tool.Time).RunAsync(Listening, ct);
        return ExitCode.Passed;
    }

    private void Listening(IReadOnlyList<string> urls)
    {
        foreach (var url in urls)
        {
            _tool.Out.WriteLine($"listening on {url}");
        }

        _tool.Out.Flush();
    }
}
