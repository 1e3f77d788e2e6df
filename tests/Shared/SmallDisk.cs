using System.Diagnostics;
using System.Globalization;

namespace MlOps.Testing;

/// <summary>A disk of a few kibibytes in memory. Only root on Linux can have one; elsewhere the test is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Makes the disk.</summary>
    /// <param name="path">The folder to mount it on; made when absent.</param>
    /// <param name="kibibytes">Its size.</param>
    public static SmallDisk Mount(string path, int kibibytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux mounts a disk in memory");
        _ = Directory.CreateDirectory(path);
        var mounted = Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={kibibytes}k"), "tmpfs", path);
        Assert.SkipUnless(mounted, "only root may mount a disk");
        return new SmallDisk(path);
    }

    /// <summary>From now on nothing can be written to it.</summary>
    public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", Path));

    public void Dispose() => _ = Run("umount", "--lazy", Path);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        _ = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
