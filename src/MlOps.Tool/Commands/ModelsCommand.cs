using System.CommandLine;
using System.Globalization;
using MlOps.Registry;
using MlOps.Metrics;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops models</c>: what is registered.</summary>
internal sealed class ModelsCommand
{
    private readonly ToolContext _tool;
    private readonly StateOption _state = new();
    private readonly RegistryOption _registry = new();

    private ModelsCommand(ToolContext tool) => _tool = tool;

    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var self = new ModelsCommand(tool);
        var command = new Command("models", "List the registered models, show one, or take one out of the registry");
        self._state.Option.Recursive = true;
        command.Add(self._state.Option);
        command.Add(self._registry.Option);
        command.SetAction(self.List);
        command.Add(self.Show());
        command.Add(ModelsDownloadCommand.Create(tool, self.Registry));
        command.Add(ModelsPredictorCommand.Create(tool));
        return command;
    }

    private ModelRegistry Registry(ParseResult parsed) => _registry.Open(parsed, _tool, _state.Folder(parsed, _tool, _tool.Folder));

    private int List(ParseResult parsed)
    {
        var table = new TextTable("model", "versions", "Production", "Staging").Add(Registry(parsed).Models().Select(model => new[]
        {
            model.Name,
            Number(model.Versions.Count),
            In(model, Stage.Production),
            In(model, Stage.Staging),
        }));
        _tool.Out.Write(table.IsEmpty ? "no models yet\n" : table.ToString());
        return ExitCode.Passed;
    }

    private Command Show()
    {
        var command = new Command("show", "Show a model's versions and history");
        var name = new Argument<string>("NAME") { Description = "A registered model" };
        command.Add(name);
        command.SetAction(parsed =>
        {
            var model = Registry(parsed).Show(parsed.GetValue(name)!);
            var versions = new TextTable("version", "stage", "registered", "by", "run", "content", "size").Add(model.Versions.Select(version => new[]
            {
                Number(version.Version), version.Stage.ToString(), Time(version.At), version.By, version.Run, version.ContentHash[..12], MetricText.Of(version.Bytes, MetricUnit.Bytes),
            }));
            var history = new TextTable("when", "version", "from", "to", "by", "run", "why").Add(model.History.Select(entry => new[]
            {
                Time(entry.At), entry.Version is { } number ? Number(number) : "-", entry.From?.ToString() ?? "-", entry.To?.ToString() ?? "-", entry.Change.By, entry.Change.Run, entry.Change.Reason,
            }));
            _tool.Out.Write($"{model.Name}\n\n{versions}\n{history}");
            return ExitCode.Passed;
        });
        return command;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string In(RegisteredModel model, Stage stage) => model.Versions.FirstOrDefault(version => version.Stage == stage) is { } found
        ? Number(found.Version)
        : "-";
}
