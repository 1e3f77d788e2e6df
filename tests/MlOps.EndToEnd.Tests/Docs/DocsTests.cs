using MlOps.Testing;

namespace MlOps.EndToEnd.Tests.Docs;

/// <summary>What the documentation shows works.</summary>
public sealed class DocsTests(InstalledTool tool)
{
    [Fact]
    public void Every_link_leads_to_a_file()
    {
        var broken = Page.All.SelectMany(page => page.Links
            .Where(link => !Path.Exists(Path.Combine(Repository.Top, Path.GetDirectoryName(page.Path)!, link)))
            .Select(link => $"{page} -> {link}"));

        Assert.Empty(broken);
    }

    [Fact]
    public async Task Every_pipeline_that_is_shown_reads_without_a_mistake()
    {
        var pipelines = Page.All.SelectMany(page => page.YamlBlocks.Where(block => block.Contains("steps:\n", StringComparison.Ordinal)), (page, text) => (page, text));
        using var folder = new TemporaryFolder();
        foreach (var (page, text) in pipelines)
        {
            _ = folder.Write("pipeline.yml", text);

            var check = await Execution.RunAsync(folder.Path, tool.Command, ["check"]);

            // data and base model are not there: that is all that may be missing
            Assert.DoesNotMatch("MLOPS(?!2002|2014)", $"{check.Output}{check.Error}");
            Assert.True(check.ExitCode is 0 or 2, $"{page}: {check}");
        }
    }

    [Fact]
    public async Task Every_gate_that_is_shown_reads_without_a_mistake()
    {
        var gates = Page.All.SelectMany(page => page.YamlBlocks).Where(block => block.StartsWith("gates:\n", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(gates);
        foreach (var text in gates)
        {
            using var workspace = new Workspace(tool);
            workspace.Edit("    gates:\n      - accuracy >= 0.5\n", string.Concat(text.TrimEnd('\n').Split('\n').Select(line => $"    {line}\n")));

            var check = await workspace.MlOpsAsync("check");

            Assert.DoesNotContain("MLOPS1", $"{check.Output}{check.Error}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_command_that_is_shown_exists_with_its_options()
    {
        var shown = Page.All.SelectMany(page => page.ToolCommands, (page, command) => (page, words: command.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .Where(command => command.words.Length > 0 && char.IsAsciiLetterLower(command.words[0][0]));
        foreach (var (page, words) in shown)
        {
            var help = await HelpOf([.. words.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal))]);
            Assert.True(help.ExitCode == 0, $"{page}: 'dotnet mlops {string.Join(' ', words)}': {help}");
            Assert.All(
                words.Where(word => word.StartsWith("--", StringComparison.Ordinal)),
                option => Assert.True(help.Output.Contains(option, StringComparison.Ordinal), $"{page}: 'dotnet mlops {string.Join(' ', words)}': there is no {option}"));
        }
    }

    [Fact]
    public async Task Every_command_of_the_tool_is_shown_somewhere()
    {
        var help = await Execution.RunAsync(Repository.Top, tool.Command, ["--help"]);
        var commands = help.Output.Split("Commands:")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim().Split(' ')[0]).Where(name => name.Length > 0);
        var shown = Page.All.SelectMany(page => page.ToolCommands).Select(command => command.Split(' ')[0]).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(commands, name => !shown.Contains(name));
    }

    [Fact]
    public async Task Every_word_for_the_build_script_that_is_shown_is_one_of_its_commands()
    {
        var help = await Execution.RunAsync(Repository.Top, Path.Combine(Repository.Top, "build.sh"), ["help"]);

        Assert.All(
            Page.All.SelectMany(page => page.BuildCommands),
            command => Assert.Contains($"./build.sh {command}", help.Output, StringComparison.Ordinal));
    }

    private Task<Ended> HelpOf(string[] command) => Execution.RunAsync(Repository.Top, tool.Command, [.. command, "--help"]);
}
