using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace MlOps.MSBuild;

/// <summary>Runs a pipeline: <c>dotnet mlops run</c>. A gate that is not met is an error on its line of the file.</summary>
public sealed class MlOpsRun : MlOpsTask
{
    /// <summary>The pipeline, which lies in <see cref="MlOpsTask.Folder"/>.</summary>
    [Required]
    public string Pipeline { get; set; } = "";

    /// <summary>The profile to lay over its steps; null for none.</summary>
    public string? Profile { get; set; }

    /// <summary>The state folder; null takes <c>.mlops</c> beside the pipeline.</summary>
    public string? State { get; set; }

    /// <summary>More words for the command line, quoted as a shell needs them; null for none. They stand in logs: no place for a secret.</summary>
    public string? Arguments { get; set; }

    /// <inheritdoc/>
    protected override void AddArguments(CommandLineBuilder line)
    {
        line.AppendSwitch("run");
        line.AppendFileNameIfNotNull(Pipeline);
        line.AppendSwitchIfNotNull("--profile ", Profile);
        line.AppendSwitchIfNotNull("--state ", State);
        line.AppendSwitch("--output json");
        if (!string.IsNullOrWhiteSpace(Arguments))
        {
            line.AppendSwitch(Arguments);
        }
    }

    /// <inheritdoc/>
    protected override void Finish()
    {
        if (Output.Document?.Report is { } report)
        {
            Show(Path.Combine(GetWorkingDirectory(), report));
        }
    }

    // the tool's tables for those who look into the log, its verdict for everybody
    private void Show(string page)
    {
        var lines = File.ReadAllLines(Path.ChangeExtension(page, ".txt"));
        foreach (var line in lines)
        {
            Log.LogMessage(MessageImportance.Normal, "{0}", line);
        }

        Log.LogMessage(MessageImportance.High, "{0}; report: {1}", lines[lines.Length - 1], Path.GetFullPath(page));
    }
}
