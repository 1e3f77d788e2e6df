using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.Registry;
using MlOps.Tool.Deploy;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops deploy MODEL --to TARGET</c>: writes what runs a version elsewhere.</summary>
internal sealed class DeployCommand
{
    private readonly ToolContext _tool;
    private readonly Argument<string> _model = new("MODEL") { Description = "The version: NAME@STAGE, NAME@VERSION or NAME@ALIAS" };
    private readonly Option<string> _to = new("--to") { Description = "What to write for", HelpName = "TARGET", Required = true };
    private readonly Option<string?> _folder = new("--output") { Description = "The folder that gets the files (default: deploy/NAME-TARGET)", HelpName = "FOLDER" };
    private readonly Option<string?> _image = new("--image") { Description = "The image's name and tag (default: the model's name and version)", HelpName = "NAME:TAG" };
    private readonly Option<bool> _fromRegistry = new("--from-registry") { Description = "Let the container take the model from the registry when it starts, and follow its stage; else the version is part of the image" };
    private readonly Option<bool> _networkPolicy = new("--network-policy") { Description = "Kubernetes: write a NetworkPolicy as well" };
    private readonly StateOption _state = new();
    private readonly RegistryOption _registry = new();

    private DeployCommand(ToolContext tool)
    {
        _tool = tool;
        _ = _to.AcceptOnlyFromAmong([.. DeployTarget.All.Select(target => target.Name)]);
    }

    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var self = new DeployCommand(tool);
        var command = new Command("deploy", "Write what runs a version elsewhere: a Dockerfile, Kubernetes manifests, a Compose file, packages for SageMaker, Azure ML and Vertex AI")
        {
            self._model, self._to, self._folder, self._image, self._fromRegistry, self._networkPolicy, self._state.Option, self._registry.Option,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(self._fromRegistry) && DeployTarget.All.FirstOrDefault(target => target.Name == result.GetValue(self._to)) is { HasOwnCommand: false } cloud)
            {
                result.AddError($"--from-registry does not go with --to {cloud.Name}, where the platform brings the model or the image holds it");
            }
        });
        command.SetAction((parsed, ct) => Task.FromResult(self.Write(parsed, ct)));
        return command;
    }

    private int Write(ParseResult parsed, CancellationToken ct)
    {
        var registry = _registry.Open(parsed, _tool, _state.Folder(parsed, _tool, _tool.Folder));
        var reference = parsed.GetValue(_model)!;
        var version = registry.Find(ModelReference.Parse(reference));
        var target = DeployTarget.All.First(target => target.Name == parsed.GetValue(_to));
        var served = parsed.GetValue(_fromRegistry) ? ServedRegistry.Of(reference, _registry.Spec(parsed, _tool)) : null;
        var deployment = new Deployment(target, version, ToolPackage.Find(AppContext.BaseDirectory), parsed.GetValue(_image), served);
        var shown = (parsed.GetValue(_folder) ?? $"deploy/{version.Model}-{target.Name}").Replace('\\', '/');
        var files = new DeployFolder(registry).Write(deployment, parsed.GetValue(_networkPolicy), Path.TrimEndingDirectorySeparator(_tool.FullPath(shown)), ct);
        _tool.Out.WriteLine($"{version.Model} version {deployment.Number} for {target.Name} is in {shown}; README.md there tells what to do with it");
        foreach (var file in files.Where(file => !file.StartsWith("model/", StringComparison.Ordinal) && !file.StartsWith('.') && !file.StartsWith("packages/.", StringComparison.Ordinal)))
        {
            _tool.Out.WriteLine($"  {file}");
        }

        return ExitCode.Passed;
    }
}
