using System.CommandLine;
using System.Net;
using MlOps.Ui;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops ui</c>: a local page to look at runs and models, and with <c>--write</c> to promote them.</summary>
internal sealed class UiCommand
{
    private const int DefaultPort = 5810;

    private readonly ToolContext _tool;
    private readonly Option<bool> _write = new("--write") { Description = "Let who has the printed token promote, roll back, approve and describe" };
    private readonly Option<string> _host = new("--host") { Description = "The address to listen at; another one than this machine's own shows the page to everybody who reaches it", HelpName = "ADDRESS", DefaultValueFactory = _ => "127.0.0.1" };
    private readonly Option<int> _port = new("--port") { Description = "The port; 0 takes any that is free", HelpName = "PORT", DefaultValueFactory = _ => DefaultPort };
    private readonly Option<string[]> _names = new("--name") { Description = "A name by which browsers reach the page, where it is not the address; may be given more than once", HelpName = "HOST" };
    private readonly StateOption _state = new();
    private readonly RegistryOption _registry = new();

    private UiCommand(ToolContext tool) => _tool = tool;

    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var self = new UiCommand(tool);
        self._host.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } host && !IPAddress.TryParse(host, out _))
            {
                result.AddError($"--host is '{host}'; expected an IP address, such as 127.0.0.1 or 0.0.0.0");
            }
        });
        var command = new Command("ui", "Look at runs and models in a browser: compare, choose the best, try, promote, roll back")
        {
            self._write, self._host, self._port, self._names, self._state.Option, self._registry.Option,
        };
        command.SetAction(self.ExecuteAsync);
        return command;
    }

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken ct)
    {
        await Task.Yield(); // signals are listened for only once the command has returned its task
        var state = _state.Folder(parsed, _tool, _tool.Folder);
        var options = new UiOptions
        {
            Host = parsed.GetValue(_host)!,
            Port = parsed.GetValue(_port),
            Names = parsed.GetValue(_names) ?? [],
            Write = parsed.GetValue(_write),
            User = Environment.UserName,
            Log = _tool.Error,
        };
        await using var server = await UiServer.StartAsync(new(state, _registry.Open(parsed, _tool, state), _tool.Time), options, ct);
        _tool.Out.WriteLine($"the page is at {server.Address}{(server.SignInAddress is null ? " (read-only)" : "")}");
        if (server.SignInAddress is { } signIn)
        {
            _tool.Out.WriteLine($"to change models, open {signIn}");
        }

        if (!IPAddress.IsLoopback(IPAddress.Parse(options.Host)))
        {
            _tool.Error.WriteLine("the page is not encrypted, and whoever reaches it sees all runs and models: put it behind a server that asks who comes");
        }

        _tool.Out.Flush();
        await server.RunAsync(ct);
        return ExitCode.Passed;
    }
}
