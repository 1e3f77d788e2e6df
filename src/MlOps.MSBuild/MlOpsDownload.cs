using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace MlOps.MSBuild;

/// <summary>Brings a registered model to a folder: <c>dotnet mlops models download</c>.</summary>
public sealed class MlOpsDownload : MlOpsTask
{
    /// <summary><c>NAME@STAGE</c> or <c>NAME@VERSION</c>.</summary>
    [Required]
    public string Model { get; set; } = "";

    /// <summary>Full path of the folder that is to hold the model's files.</summary>
    [Required]
    public string To { get; set; } = "";

    /// <summary>The state folder that holds the registry; null takes <c>.mlops</c> in <see cref="MlOpsTask.Folder"/>.</summary>
    public string? State { get; set; }

    /// <summary>The registry as <c>--registry</c> takes it; null takes that of the pipeline, else the state folder's own.</summary>
    public string? Registry { get; set; }

    /// <inheritdoc/>
    protected override void AddArguments(CommandLineBuilder line)
    {
        line.AppendSwitch("models download");
        line.AppendSwitchIfNotNull("", Model);
        line.AppendSwitchIfNotNull("--to ", Path.GetFullPath(To));
        line.AppendSwitchIfNotNull("--state ", State);
        line.AppendSwitchIfNotNull("--registry ", Registry);
        line.AppendSwitch("--output json");
    }
}
