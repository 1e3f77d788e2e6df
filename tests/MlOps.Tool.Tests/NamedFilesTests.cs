namespace MlOps.Tool.Tests;

public sealed class NamedFilesTests : IDisposable
{
    private readonly ToolBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_changed_picture_of_a_column_of_paths_is_seen_by_a_run_that_would_show_the_last_one_again()
    {
        _ = _bench.Write("pipeline.yml", "name: demo\nsteps:\n  prepare: { uses: preprocess, data: rows.csv, image: photo, split: { train: 50, validation: 25, test: 25 } }\n");
        _ = _bench.Write("rows.csv", "photo,label\n" + string.Concat(Enumerable.Range(0, 8).Select(number => $"{number}.bmp,{number % 2}\n")));
        for (byte number = 0; number < 8; number++)
        {
            Draw(number, level: number);
        }

        Age();
        _ = await _bench.Run("run");
        var unchanged = await _bench.Run("run");
        Draw(3, level: 99);
        Age();
        var changed = await _bench.Run("run");

        Assert.Equal((0, "prepare: reused\n"), (unchanged.ExitCode, unchanged.Error));
        Assert.Equal(0, changed.ExitCode);
        Assert.DoesNotContain("reused", changed.Error, StringComparison.Ordinal);
    }

    // one pixel of 24 bits, padded to 4 bytes
    private void Draw(int number, byte level) => File.WriteAllBytes(
        Path.Combine(_bench.Folder, $"{number}.bmp"),
        [.. "BM"u8, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0, .. new byte[24], level, level, level, 0]);

    // a file that was written just now is looked at twice
    private void Age()
    {
        foreach (var file in Directory.EnumerateFiles(_bench.Folder))
        {
            var changed = File.GetLastWriteTimeUtc(file);
            File.SetLastWriteTimeUtc(file, changed.AddMinutes(changed > DateTime.UtcNow.AddSeconds(-30) ? -1 : 0));
        }
    }
}
