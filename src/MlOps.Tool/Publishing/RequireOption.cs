using System.CommandLine;
using MlOps.Running;

namespace MlOps.Tool.Publishing;

/// <summary><c>--require RUNG</c>: a verdict that GitHub does not show there is an error.</summary>
internal sealed class RequireOption
{
    /// <summary>The option itself.</summary>
    public Option<Rung?> Option { get; } = new("--require") { Description = "Fail when GitHub shows the verdict on a lower rung than this", HelpName = "check|status|summary" };

    /// <summary>The lowest rung that is no error; null when any is right.</summary>
    /// <param name="parsed">The command line.</param>
    public Rung? Value(ParseResult parsed) => parsed.GetValue(Option);
}
