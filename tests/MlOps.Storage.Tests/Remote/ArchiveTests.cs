using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using MlOps.Diagnostics;
using MlOps.Storage.Remote;
using MlOps.Testing;

namespace MlOps.Storage.Tests.Remote;

/// <summary>Archives, sound and hostile.</summary>
public sealed class ArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("model.zip")]
    [InlineData("model.tar.gz")]
    [InlineData("model.tgz")]
    [InlineData("model.tar")]
    public void A_model_is_unpacked_with_or_without_a_folder_around_it(string name)
    {
        var flat = Unpack(Pack(name, ("config.json", "{}"), ("onnx/model.onnx", "weights")));
        Assert.Equal("{}", File.ReadAllText(Path.Combine(flat, "config.json")));
        Assert.Equal("weights", File.ReadAllText(Path.Combine(flat, "onnx", "model.onnx")));

        var wrapped = Unpack(Pack("wrapped-" + name, ("bert/config.json", "{}"), ("bert/vocab.txt", "[PAD]")));
        Assert.Equal("[PAD]", File.ReadAllText(Path.Combine(wrapped, "vocab.txt")));
    }

    [Fact]
    public void One_file_in_an_archive_stands_for_itself() => Assert.Equal("data.csv", Path.GetFileName(Unpack(Pack("data.zip", ("data.csv", "text\n")))));

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/../../evil")]
    [InlineData("/etc/evil")]
    [InlineData("..\\evil")]
    [InlineData("C:/evil")]
    [InlineData("a//b")]
    public void A_path_that_leads_out_is_refused_and_nothing_is_written(string path)
    {
        foreach (var name in (string[])["evil.zip", "evil.tar.gz"])
        {
            var failure = Fail(Pack(name, ("config.json", "{}"), (path, "evil")));
            Assert.Contains("leads out of it", failure, StringComparison.Ordinal);
            Assert.Equal([name], Directory.EnumerateFileSystemEntries(_folder.Path).Select(entry => Path.GetFileName(entry)));
            File.Delete(_folder.File(name));
        }
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.Fifo)]
    public void What_is_no_file_is_refused(TarEntryType type)
    {
        var path = _folder.File("links.tar");
        using (var tar = new TarWriter(File.Create(path)))
        {
            var entry = new PaxTarEntry(type, "model.onnx");
            if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            {
                entry.LinkName = "/etc/passwd";
            }

            tar.WriteEntry(entry);
        }

        Assert.Contains($"which is no file but {type}", Fail(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_in_a_zip_is_refused()
    {
        var path = _folder.File("links.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            var entry = zip.CreateEntry("model.onnx");
            entry.ExternalAttributes = unchecked((int)0xA1FF0000); // lrwxrwxrwx
            using var content = entry.Open();
            content.Write("/etc/passwd"u8);
        }

        Assert.Contains("holds a link", Fail(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_is_refused_before_it_fills_the_disk()
    {
        var path = _folder.File("bomb.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using var content = zip.CreateEntry("zeros").Open();
            content.Write(new byte[8 << 20]);
        }

        var limits = new RemoteLimits { FreeExpansion = 1 << 20, MostExpansion = 10 };
        Assert.Contains("unpacks to more than", Fail(path, limits), StringComparison.Ordinal);
        Assert.Equal(["bomb.zip"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(entry => Path.GetFileName(entry)));
    }

    [Fact]
    public void Too_many_files_are_refused() =>
        Assert.Contains("holds more than 2 files", Fail(Pack("many.zip", ("a", ""), ("b", ""), ("c", "")), new() { MostFiles = 2 }), StringComparison.Ordinal);

    [Fact]
    public void A_name_that_stands_twice_is_refused() => Assert.Contains("'a' twice", Fail(Pack("twice.tar", ("a", "1"), ("a", "2"))), StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_damaged_archive_is_refused_or_unpacked_below_its_folder(int seed)
    {
        var random = new Random(seed);
        foreach (var name in (string[])["model.zip", "model.tar.gz", "model.tar"])
        {
            var sound = File.ReadAllBytes(Pack(name, ("config.json", "{}"), ("onnx/model.onnx", string.Concat(Enumerable.Repeat("weights", 100)))));
            File.Delete(_folder.File(name));
            for (var i = 0; i < 100; i++)
            {
                var path = _folder.File($"{i}-{name}");
                File.WriteAllBytes(path, Mutation.Of(sound, random, within: 512));
                try
                {
                    Assert.StartsWith(path + ".unpacked", Unpack(path), StringComparison.Ordinal);
                }
                catch (MlOpsException e)
                {
                    Assert.Equal(Rules.BadArchive, e.Diagnostic.Rule);
                }
            }
        }
    }

    private static string Unpack(string path) => Archive.Unpack(path, "the archive", new());

    private static string Fail(string path, RemoteLimits? limits = null)
    {
        var failure = Assert.Throws<MlOpsException>(() => Archive.Unpack(path, Path.GetFileName(path), limits ?? new())).Diagnostic;
        Assert.Equal(Rules.BadArchive, failure.Rule);
        return failure.Message;
    }

    private string Pack(string name, params (string Path, string Text)[] files)
    {
        var path = _folder.File(name);
        using var target = File.Create(path);
        if (name.EndsWith(".zip", StringComparison.Ordinal))
        {
            using var zip = new ZipArchive(target, ZipArchiveMode.Create);
            foreach (var file in files)
            {
                using var content = zip.CreateEntry(file.Path).Open();
                content.Write(Encoding.UTF8.GetBytes(file.Text));
            }

            return path;
        }

        using var tar = new TarWriter(name.EndsWith("gz", StringComparison.Ordinal) ? new GZipStream(target, CompressionMode.Compress) : target);
        foreach (var file in files)
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, file.Path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(file.Text)) });
        }

        return path;
    }
}
