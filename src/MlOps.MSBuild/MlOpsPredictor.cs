using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace MlOps.MSBuild;

/// <summary>Writes the class by which the project uses a model: <c>dotnet mlops models predictor</c>.</summary>
public sealed class MlOpsPredictor : MlOpsTask
{
    /// <summary>Full path of the model's folder.</summary>
    [Required]
    public string From { get; set; } = "";

    /// <summary>Full path of the C# file.</summary>
    [Required]
    public string To { get; set; } = "";

    /// <summary>The model's name.</summary>
    [Required]
    public string Model { get; set; } = "";

    /// <summary>The class; null derives it from the model's name.</summary>
    public string? Class { get; set; }

    /// <summary>Its namespace; null for the global one.</summary>
    public string? Namespace { get; set; }

    /// <summary>Where the program finds the model, relative to its own folder.</summary>
    [Required]
    public string OpenFrom { get; set; } = "";

    /// <inheritdoc/>
    protected override void AddArguments(CommandLineBuilder line)
    {
        line.AppendSwitch("models predictor");
        line.AppendSwitchIfNotNull("", Path.GetFullPath(From));
        line.AppendSwitchIfNotNull("--to ", Path.GetFullPath(To));
        line.AppendSwitchIfNotNull("--model ", Model);
        line.AppendSwitchIfNotNull("--class ", Class);
        line.AppendSwitchIfNotNull("--namespace ", Namespace);
        line.AppendSwitchIfNotNull("--open-from ", OpenFrom);
    }
}
