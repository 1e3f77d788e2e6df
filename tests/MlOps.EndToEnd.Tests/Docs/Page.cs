using System.Text.RegularExpressions;
using MlOps.Testing;

namespace MlOps.EndToEnd.Tests.Docs;

/// <summary>A page of the documentation.</summary>
/// <param name="Path">Relative to the repository's top.</param>
/// <param name="Text">Markdown.</param>
internal sealed partial record Page(string Path, string Text)
{
    /// <summary>The pages that people read: at the top, below docs, and one an example.</summary>
    public static IReadOnlyList<Page> All { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Top, "*.md")
            .Concat(Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Top, "docs"), "*.md"))
            .Concat(Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Top, "bench"), "*.md"))
            .Concat(Directory.EnumerateDirectories(System.IO.Path.Combine(Repository.Top, "examples")).Select(folder => System.IO.Path.Combine(folder, "README.md")))
            .Order(StringComparer.Ordinal)
            .Select(file => new Page(System.IO.Path.GetRelativePath(Repository.Top, file), File.ReadAllText(file))),
    ];

    /// <summary>Blocks fenced as YAML.</summary>
    public IEnumerable<string> YamlBlocks => YamlBlock().Matches(Text).Select(match => match.Groups["text"].Value);

    /// <summary>Targets of links that are not on the web, without their anchors.</summary>
    public IEnumerable<string> Links => Link().Matches(Text).Select(match => match.Groups["target"].Value);

    /// <summary>Whatever follows <c>dotnet mlops</c> in code.</summary>
    public IEnumerable<string> ToolCommands => ToolCommand().Matches(Text).Select(match => match.Groups["arguments"].Value.Trim());

    /// <summary>Words that follow <c>build.sh</c>.</summary>
    public IEnumerable<string> BuildCommands => BuildCommand().Matches(Text).Select(match => match.Groups["command"].Value);

    /// <inheritdoc/>
    public override string ToString() => Path;

    [GeneratedRegex(@"^```yaml\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex YamlBlock();

    [GeneratedRegex(@"\]\((?!https?:)(?<target>[^)#]+)(#[^)]*)?\)")]
    private static partial Regex Link();

    // up to the end of inline code, a comment, or the two blanks that set off what the command does
    [GeneratedRegex(@"dotnet mlops(?<arguments>( [^\s`#|,;)]+)*)")]
    private static partial Regex ToolCommand();

    [GeneratedRegex(@"build\.sh (?<command>[a-z]+)")]
    private static partial Regex BuildCommand();
}
