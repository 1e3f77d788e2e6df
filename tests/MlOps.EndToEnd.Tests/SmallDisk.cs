using System.Globalization;

namespace MlOps.EndToEnd.Tests;

/// <summary>A file system in memory of a given size, mounted on a folder; unmounted at the end. Needs root.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Mounts it; the test is skipped where that is not allowed.</summary>
    /// <param name="folder">The folder, which is made.</param>
    /// <param name="bytes">Its size.</param>
    public static async Task<SmallDisk> MountAsync(string folder, long bytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root may mount a small disk");
        _ = Directory.CreateDirectory(folder);
        var mounted = await Execution.RunAsync("/", "mount", ["-t", "tmpfs", "-o", Size(bytes), "tmpfs", folder]);
        Assert.SkipUnless(mounted.ExitCode == 0, $"a small disk cannot be mounted here: {mounted.Error}");
        return new(folder);
    }

    /// <summary>Gives it another size; what it holds stays.</summary>
    public async Task ResizeAsync(long bytes)
    {
        var resized = await Execution.RunAsync("/", "mount", ["-o", "remount," + Size(bytes), _folder]);
        Assert.True(resized.ExitCode == 0, resized.ToString());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => _ = await Execution.RunAsync("/", "umount", [_folder]);

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"size={bytes}");
}
