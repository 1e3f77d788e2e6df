using System.Diagnostics;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace MlOps.MSBuild;

/// <summary>
/// Runs one command of the tool in a process of its own: libtorch and ONNX Runtime never enter MSBuild. What the tool finds becomes
/// errors, warnings and messages of the build; its progress becomes messages of low importance.
/// </summary>
public abstract class MlOpsTask : ToolTask
{
    // the tool ends its run within 30 seconds of being asked to
    private const int DefaultGraceSeconds = 35;
    private const int DotnetFoundNoTool = 1;
    private const int WasCancelled = 130;

    private readonly DateTime _started = DateTime.UtcNow;
    private readonly ToolOutput _output = new();
    private readonly RunningTool _running = new();

    /// <summary>The tool, as a program or as a .dll; null takes the one that the tool manifest names, by <c>dotnet mlops</c>.</summary>
    public string? Tool { get; set; }

    /// <summary>The folder that the tool runs in; a folder above it holds the tool manifest.</summary>
    public string Folder { get; set; } = "";

    /// <summary>The project, at which errors stand that are about no file; null for the place in the targets.</summary>
    public string? Project { get; set; }

    /// <summary>The page that errors link to, with an anchor for each code; null for no links.</summary>
    public string? HelpPage { get; set; }

    /// <summary>
    /// The file that is to list what decides whether the tool must be asked again; null for none. It is written when the tool has passed,
    /// and not at all when it depends on more than files.
    /// </summary>
    public string? InputsFile { get; set; }

    /// <summary>How long a run that is cancelled may take to end in order, before its processes are killed.</summary>
    public int GraceSeconds { get; set; } = DefaultGraceSeconds;

    /// <summary>What the tool said; complete when it has ended.</summary>
    internal ToolOutput Output => _output;

    /// <inheritdoc/>
    protected override string ToolName => IsProgram ? Path.GetFileName(Tool!) : DotnetHost.FileName;

    /// <inheritdoc/>
    protected override Encoding StandardOutputEncoding => Encoding.UTF8;

    /// <inheritdoc/>
    protected override Encoding StandardErrorEncoding => Encoding.UTF8;

    /// <inheritdoc/>
    protected override MessageImportance StandardOutputLoggingImportance => MessageImportance.Normal;

    /// <inheritdoc/>
    protected override MessageImportance StandardErrorLoggingImportance => MessageImportance.Low;

    // another version of the tool is another tool
    private IEnumerable<string> Manifest => Tool is null && ToolManifest.Find(GetWorkingDirectory()) is { } manifest ? [manifest] : [];

    private bool IsProgram => Tool is not null && !Tool.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    /// <summary>Asks the tool to end its run; kills all its processes when it has not ended in time.</summary>
    /// <remarks>It returns at once: MSBuild asks its tasks one after the other.</remarks>
    public override void Cancel()
    {
        if (_running.Terminate())
        {
            _ = KillUnlessItEnds();
        }
        else
        {
            base.Cancel();
        }
    }

    /// <summary>Adds the command's words after the name of the tool.</summary>
    /// <param name="line">The command line.</param>
    protected abstract void AddArguments(CommandLineBuilder line);

    /// <summary>Called when the tool has ended and what it found is logged.</summary>
    protected virtual void Finish()
    {
    }

    /// <inheritdoc/>
    protected override string GenerateFullPathToTool() => IsProgram ? Path.GetFullPath(Tool!) : DotnetHost.Path;

    /// <inheritdoc/>
    protected override string GetWorkingDirectory() => Path.GetFullPath(Folder);

    /// <inheritdoc/>
    protected override string GenerateCommandLineCommands()
    {
        var line = new CommandLineBuilder();
        if (Tool is null)
        {
            line.AppendSwitch("mlops");
        }
        else if (!IsProgram)
        {
            line.AppendFileNameIfNotNull(Path.GetFullPath(Tool));
        }

        AddArguments(line);
        return line.ToString();
    }

    /// <inheritdoc/>
    protected override bool ValidateParameters()
    {
        if (Tool is null || File.Exists(Tool))
        {
            return base.ValidateParameters();
        }

        LogDiagnostic(ToolDiagnostic.Error(ToolDiagnostic.NotStarted, $"there is no tool at '{Tool}'; correct MlOpsToolPath, or leave it out to use the tool manifest"));
        return false;
    }

    /// <inheritdoc/>
    protected override void LogToolCommand(string message) => Log.LogCommandLine(MessageImportance.Normal, message);

    /// <inheritdoc/>
    protected override Process StartToolProcess(Process proc)
    {
        var started = base.StartToolProcess(proc);
        _running.Started(started);
        return started;
    }

    /// <inheritdoc/>
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        if (messageImportance == StandardOutputLoggingImportance)
        {
            _output.Add(singleLine);
        }
        else
        {
            _output.AddProgress(singleLine);
            Log.LogMessage(messageImportance, "{0}", singleLine);
        }
    }

    /// <inheritdoc/>
    protected override int ExecuteTool(string pathToTool, string responseFileCommands, string commandLineCommands)
    {
        try
        {
            var exitCode = base.ExecuteTool(pathToTool, responseFileCommands, commandLineCommands);
            _output.Complete();
            foreach (var diagnostic in _output.Diagnostics)
            {
                LogDiagnostic(diagnostic);
            }

            Finish();
            if (exitCode == 0 && InputsFile is not null && _output.Document is { Inputs: { } inputs } document)
            {
                new InputsList(InputsFile).Write(inputs, [.. document.RegistryFiles ?? [], .. Manifest], _started);
            }

            return exitCode;
        }
        finally
        {
            _running.End();
        }
    }

    /// <summary>Called for every exit code but 0: sees to it that exactly the errors are logged that say why.</summary>
    protected override bool HandleTaskExecutionErrors()
    {
        if (_running.IsTerminated)
        {
            Log.LogMessage(MessageImportance.High, "the run was cancelled; the next one goes on where it stopped");
        }
        else if (!Log.HasLoggedErrors)
        {
            LogDiagnostic(Tool is null && ExitCode == DotnetFoundNoTool && !_output.IsTheTools
                ? ToolManifest.WhyNotStarted(GetWorkingDirectory())
                : ToolDiagnostic.Error(ToolDiagnostic.Ended, ExitCode == WasCancelled ? "the run was cancelled" : $"the tool ended with exit code {ExitCode}: {_output.LastLines}"));
        }

        return false;
    }

    private async System.Threading.Tasks.Task KillUnlessItEnds()
    {
        if (!await _running.EndsWithin(TimeSpan.FromSeconds(GraceSeconds)).ConfigureAwait(false))
        {
            base.Cancel();
        }
    }

    private void LogDiagnostic(ToolDiagnostic diagnostic) => new BuildDiagnostics(Log, GetWorkingDirectory(), Project, HelpPage).Add(diagnostic);
}
