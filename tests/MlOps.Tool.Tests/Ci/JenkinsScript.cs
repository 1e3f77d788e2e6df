using System.Text.RegularExpressions;

namespace MlOps.Tool.Tests.Ci;

/// <summary>A stage of a declarative Jenkinsfile, as far as a shell runs it.</summary>
/// <param name="Name">The stage.</param>
/// <param name="Commands">What its <c>sh</c> steps run, in order.</param>
internal sealed partial record JenkinsScript(string Name, IReadOnlyList<string> Commands)
{
    /// <summary>The stages of a Jenkinsfile, in order.</summary>
    public static IReadOnlyList<JenkinsScript> Stages(string text) =>
        [.. Stage().Matches(text).Select(stage => new JenkinsScript(stage.Groups["name"].Value, [.. Shell().Matches(stage.Groups["body"].Value).Select(shell => shell.Groups[1].Value)]))];

    [GeneratedRegex(@"^ +stage\('(?<name>[^']+)'\) \{\n(?<body>.*?)^        \}$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Stage();

    [GeneratedRegex(@"\bsh '([^']+)'")]
    private static partial Regex Shell();
}
