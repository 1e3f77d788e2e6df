namespace MlOps.Tool.Tests;

/// <summary>The commands, of which a process makes only the one that it runs.</summary>
public sealed class ProgramTests
{
    [Fact]
    public void Every_command_is_known_by_its_own_name()
    {
        using var output = new StringWriter();
        var tool = new ToolContext(output, output, false, _ => null, Path.GetTempPath(), TimeProvider.System);

        Assert.All(Program.Known(), known => Assert.Equal(known.Key, known.Value(tool).Name));
    }

    [Fact]
    public async Task Help_lists_every_command_and_a_misspelt_one_is_told_of_the_right_one()
    {
        using var bench = new ToolBench();

        var help = await bench.Run("--help");
        var misspelt = await bench.Run("modles");

        Assert.All(Program.Known().Keys, name => Assert.Contains($"\n  {name} ", help.Out, StringComparison.Ordinal));
        Assert.Equal(ExitCode.WrongUse, misspelt.ExitCode);
        Assert.Contains("models", misspelt.Out + misspelt.Error, StringComparison.Ordinal);
    }
}
