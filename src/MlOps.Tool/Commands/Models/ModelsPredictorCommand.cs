using System.CommandLine;
using MlOps.Files;
using MlOps.Models;
using MlOps.Tool.Predictors;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models predictor</c>: writes the C# class by which a program uses a model.</summary>
internal sealed class ModelsPredictorCommand
{
    private readonly ToolContext _tool;
    private readonly Argument<string> _folder = new("FOLDER") { Description = "A model's folder, as 'models download' brings it" };
    private readonly Option<string> _to = new("--to") { Description = "The C# file to write", HelpName = "FILE", Required = true };
    private readonly Option<string?> _model = new("--model") { Description = "The model's name (default: the folder's)", HelpName = "NAME" };
    private readonly Option<string?> _class = new("--class") { Description = "The class (default: from the model's name)", HelpName = "NAME" };
    private readonly Option<string> _namespace = new("--namespace") { Description = "Where the class stands", HelpName = "NAME", DefaultValueFactory = _ => "" };
    private readonly Option<string?> _openFrom = new("--open-from") { Description = "Where the program finds the model, relative to its own folder (default: models/NAME)", HelpName = "FOLDER" };

    private ModelsPredictorCommand(ToolContext tool) => _tool = tool;

    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var self = new ModelsPredictorCommand(tool);
        var command = new Command("predictor", "Write the C# class by which a program uses a model: its labels as an enum, and Predict(string)")
        {
            self._folder, self._to, self._model, self._class, self._namespace, self._openFrom,
        };
        command.SetAction(self.Write);
        return command;
    }

    private int Write(ParseResult parsed)
    {
        var folder = Path.TrimEndingDirectorySeparator(_tool.FullPath(parsed.GetValue(_folder)!));
        var model = parsed.GetValue(_model) ?? Path.GetFileName(folder);
        var source = new PredictorSource(model, parsed.GetValue(_class), parsed.GetValue(_namespace)!, parsed.GetValue(_openFrom) ?? $"models/{model}");
        var file = parsed.GetValue(_to)!;
        AtomicFile.WriteText(_tool.FullPath(file), source.Write(ModelDescription.Read(folder)));
        _tool.Out.WriteLine($"wrote {file}");
        return ExitCode.Passed;
    }
}
