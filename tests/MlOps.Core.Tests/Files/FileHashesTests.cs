using MlOps.Files;
using MlOps.Testing;

namespace MlOps.Tests.Files;

public sealed class FileHashesTests : IDisposable
{
    // SHA-256 of "abc" (FIPS 180-2, appendix B.1)
    private const string Abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_remembered_file_is_not_read_again()
    {
        var file = Old("abc");
        var first = Load();
        Assert.Equal(Abc, first.Of(file));
        first.Save();

        // same size, same time, other bytes: only a hash that is remembered stays the same
        var time = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, "xyz");
        File.SetLastWriteTimeUtc(file, time);

        Assert.Equal(Abc, Load().Of(file));
    }

    [Fact]
    public void A_file_that_changed_just_now_is_read_again()
    {
        var file = _folder.Write("new.txt", "abc");
        var hashes = Load();
        Assert.Equal(Abc, hashes.Of(file));
        var time = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, "xyz");
        File.SetLastWriteTimeUtc(file, time);

        Assert.NotEqual(Abc, hashes.Of(file));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Another_size_or_time_is_another_file(bool size)
    {
        var file = Old("abc");
        var hashes = Load();
        _ = hashes.Of(file);
        File.WriteAllText(file, size ? "abcd" : "xyz");
        File.SetLastWriteTimeUtc(file, size ? new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc) : new DateTime(2021, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.NotEqual(Abc, hashes.Of(file));
    }

    [Fact]
    public void A_damaged_memory_counts_as_empty()
    {
        var file = Old("abc");
        _ = _folder.Write("hashes.json", "{ half");

        Assert.Equal(Abc, Load().Of(file));
    }

    [Fact]
    public void A_folder_changes_with_any_file_and_any_name_below_it()
    {
        _ = _folder.Write("data/a.txt", "1");
        _ = _folder.Write("data/b/c.txt", "2");
        var first = ContentHash.OfFolder(_folder.File("data"));
        File.Move(_folder.File("data/b/c.txt"), _folder.File("data/b/d.txt"));
        var renamed = ContentHash.OfFolder(_folder.File("data"));
        _ = _folder.Write("data/a.txt", "3");

        Assert.Equal(3, new[] { first, renamed, ContentHash.OfFolder(_folder.File("data")) }.Distinct().Count());
    }

    private string Old(string text)
    {
        var file = _folder.Write("old.txt", text);
        File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        return file;
    }

    private FileHashes Load() => new(_folder.File("hashes.json"), TimeProvider.System);
}
