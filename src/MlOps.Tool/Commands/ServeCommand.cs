using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.GitHub.Releases;
using MlOps.Registry;
using MlOps.Serving;
using MlOps.Serving.Models;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops serve MODEL [...]</c>: answers for models over HTTP.</summary>
internal sealed class ServeCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "serve";

    // what a registry that is asked over the network is asked at most; GitHub counts requests
    private static readonly TimeSpan PollOfGitHub = TimeSpan.FromSeconds(60);

    private readonly ToolContext _tool;
    private readonly Argument<string[]> _models = new("MODEL") { Description = "NAME@STAGE, a model's folder, or ROUTE=NAME@STAGE and ROUTE=FOLDER for another name than the model's", Arity = ArgumentArity.OneOrMore };
    private readonly ServeOptions _options = new();
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
        command.SetAction(self.ServeAsync);
        return command;
    }

    private async Task<int> ServeAsync(ParseResult parsed, CancellationToken ct)
    {
        var settings = _options.Read(parsed, _tool);
        var registry = new Lazy<ModelRegistry>(() => _registry.Open(parsed, _tool, _state.Folder(parsed, _tool, _tool.Folder)));
        var routes = Routes(parsed.GetValue(_models)!, settings, registry);
        settings = settings with { Poll = registry.IsValueCreated && registry.Value is ReleaseRegistry ? PollOfGitHub : settings.Poll };
        await new ModelServer(routes, settings, new(_tool.Error, _tool.Time), _tool.Time).RunAsync(Listening, ct);
        return ExitCode.Passed;
    }

    private ServedRoutes Routes(IReadOnlyList<string> models, ServeSettings settings, Lazy<ModelRegistry> registry)
    {
        var routes = models.Select(model => Route(model, settings, registry)).ToList();
        var twice = routes.GroupBy(route => route.Name).FirstOrDefault(named => named.Count() > 1);
        return twice is null ? new(routes) : throw new MlOpsException(
            Rules.BadServedModel, Location.None, $"two models are to be served as '{twice.Key}'; give one another name with ROUTE={twice.Last().Arms[0].Origin.Shown}");
    }

    private ServedRoute Route(string text, ServeSettings settings, Lazy<ModelRegistry> registry)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var model = text[(equals + 1)..];
        var folder = _tool.FullPath(model);
        ModelOrigin origin = Directory.Exists(folder) ? new FolderOrigin(model, folder) : new RegistryOrigin(registry.Value, ModelReference.Parse(model));
        var name = equals > 0 ? text[..equals] : origin.DefaultName;
        return ModelName.IsValid(name)
            ? new(name, [new ServedArm("default", origin, settings)])
            : throw new MlOpsException(Rules.BadServedModel, Location.None, $"'{name}' cannot be a name in URLs; expected {ModelName.Expected}, as ROUTE={model}");
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
