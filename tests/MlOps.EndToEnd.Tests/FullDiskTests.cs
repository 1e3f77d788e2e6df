namespace MlOps.EndToEnd.Tests;

/// <summary>A disk that fills up in the middle of a run.</summary>
public sealed class FullDiskTests(InstalledTool tool)
{
    [Fact]
    public async Task A_run_that_fills_the_disk_says_so_and_goes_on_when_there_is_room()
    {
        using var workspace = new Workspace(tool);
        var undisturbed = await workspace.MlOpsAsync("run");
        Assert.True(undisturbed.ExitCode == 0, undisturbed.ToString());
        var needed = StateCopy.Bytes(workspace.File(".mlops"));
        var expected = RegisteredModel.OnlyVersion(workspace.File(".mlops"));

        // from hardly anything to almost enough: each step meets the end of the disk once
        foreach (var share in (double[])[0.001, 0.1, 0.3, 0.5, 0.7, 0.9])
        {
            var folder = workspace.File($"disk-{share}");
            await using var disk = await SmallDisk.MountAsync(folder, (long)(share * needed));

            var full = await workspace.MlOpsAsync("run", "--state", folder);

            Assert.True(full.ExitCode is 2 or 3, $"{share:P0} of the room: {full}");
            Assert.Matches("MLOPS2007|MLOPS5003", full.Output); // a step's files, or the registry's

            await disk.ResizeAsync(4 * needed);
            var next = await workspace.MlOpsAsync("run", "--state", folder);

            Assert.True(next.ExitCode == 0, $"after {share:P0} of the room: {next}");
            Assert.Equal(expected, RegisteredModel.OnlyVersion(folder));
        }
    }
}
