using System.IO.Compression;
using System.Text.Json.Nodes;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Registry.Cards;
using MlOps.Registry.Packages;
using MlOps.Registry.Verification;
using MlOps.Testing;

namespace MlOps.Registry.Tests.Packages;

/// <summary>A version carried from one registry to another in one file.</summary>
public sealed class PackageTests : IDisposable
{
    private static readonly Change Grace = new("grace", "", "");

    private readonly TemporaryFolder _folder = new();
    private readonly LocalRegistry _source;
    private readonly LocalRegistry _target;

    public PackageTests()
    {
        _source = new(_folder.File("source"), TimeProvider.System);
        _target = new(_folder.File("target"), TimeProvider.System);
        _ = _source.Register(Candidates.Make(_folder.File("zero"), "zero"), CancellationToken.None);
        _ = _source.Register(Candidates.Make(_folder.File("one"), "one"), CancellationToken.None);
        _ = _source.Edit(Candidates.Model, new RegistryEdit.Attach(2, "notes.txt", _folder.Write("notes.txt", "looked at")), Grace);
        _ = _source.Edit(Candidates.Model, new RegistryEdit.SetTag(2, "team", "mail"), Grace);
        _ = _source.Edit(Candidates.Model, new RegistryEdit.Describe(2, "Larger."), Grace);
        _ = new PackageWriter(_source).Write(_source.Show(Candidates.Model).Find(2)!, File, CancellationToken.None);
    }

    private string File => _folder.File("out/mail.zip");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_version_arrives_with_all_that_belongs_to_it_under_the_next_number_in_None()
    {
        var registered = Import();

        var (there, here) = (_source.Show(Candidates.Model).Find(2)!, _target.Show(Candidates.Model).Find(1)!);
        Assert.Equal((1, Stage.None, true, there.ContentHash), (registered.Version, registered.Stage, registered.IsNew, here.ContentHash));
        Assert.Equal(("Larger.", "mail", there.Attachments[0]), (here.Description, here.Tags["team"], here.Attachments[0]));
        Assert.Equal(("grace", "run-1"), (here.By, here.Run));
        var (before, after) = (Lineage.Read(there), Lineage.Read(here));
        Assert.Equal((1, before.DataHash, before.Rows, before.Base), (after.Version, after.DataHash, after.Rows, after.Base));
        Assert.Equal(before.Metrics, after.Metrics);
        Assert.Equal(before.Gates, after.Gates);
        Assert.Contains("0.98 (0.96 to 0.99)", System.IO.File.ReadAllText(Path.Combine(here.Folder, "MODEL_CARD.md")), StringComparison.Ordinal);
        Assert.Equal("imported; it was mail-spam version 2, registered by ada", _target.Show(Candidates.Model).History[0].Change.Reason);
        Assert.Empty(new ModelVerifier(_target).Check(_target.Show(Candidates.Model), null, CancellationToken.None));
    }

    [Fact]
    public void The_same_version_gives_the_same_bytes()
    {
        var first = ContentHash.OfFile(File);

        _ = new PackageWriter(_source).Write(_source.Show(Candidates.Model).Find(2)!, File, CancellationToken.None);

        Assert.Equal(first, ContentHash.OfFile(File));
    }

    [Fact]
    public void Importing_again_adds_nothing()
    {
        _ = Import();
        var lines = _target.Show(Candidates.Model).History.Count;

        Assert.False(Import().IsNew);

        Assert.Equal(lines, _target.Show(Candidates.Model).History.Count);
    }

    [Fact]
    public void A_damaged_version_is_not_exported()
    {
        var version = _source.Show(Candidates.Model).Find(2)!;
        var damaged = Path.Combine(version.Folder, "model.onnx");
        System.IO.File.SetAttributes(damaged, FileAttributes.Normal);
        System.IO.File.AppendAllText(damaged, " ");

        var refused = Assert.Throws<MlOpsException>(() => new PackageWriter(_source).Write(version, _folder.File("out/other.zip"), CancellationToken.None));

        Assert.Equal(Rules.RegistryDamaged, refused.Diagnostic.Rule);
        Assert.Equal(["mail.zip"], Directory.EnumerateFileSystemEntries(_folder.File("out")).Select(Path.GetFileName));
    }

    public static TheoryData<string> Hostile { get; } =
    [
        "../evil", "files/../../evil", "/etc/evil", "..\\evil", "C:\\evil", "C:evil", "a/./b", "a//b", "a/..", "nul", "aux.txt", "a\u0000b", "a\nb", "end.", "end ", "what?", "", "...",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_name_that_leads_out_of_the_folder_is_refused_before_anything_is_unpacked(string name)
    {
        Change(manifest => manifest["files"]![0]!["path"] = name, ("files/model.json", $"files/{name}"));

        AssertRefused("the list of files in this package cannot be right");
    }

    [Theory]
    [InlineData("files/model.onnx")]
    [InlineData("files/lineage.json")]
    [InlineData("attachments/notes.txt")]
    public void A_changed_file_is_refused(string entry)
    {
        Change(_ => { }, content: (entry, "other content of another length"));

        AssertRefused("");
    }

    [Fact]
    public void A_missing_file_is_refused()
    {
        Change(_ => { }, ("files/model.onnx", "files/renamed.onnx"));

        AssertRefused("it holds 'files/renamed.onnx', which its list does not name");
    }

    [Fact]
    public void A_file_of_another_content_than_the_version_s_is_refused_though_its_hash_is_in_the_list()
    {
        var bytes = "other"u8.ToArray();
        Change(
            manifest =>
            {
                var file = manifest["files"]!.AsArray().First(file => file!["path"]!.ToString() == "model.onnx")!;
                (file["sha256"], file["bytes"]) = (Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), bytes.Length);
            },
            content: ("files/model.onnx", "other"));

        AssertRefused("its files are not those of the version that it names");
    }

    [Fact]
    public void A_small_package_cannot_fill_the_disk()
    {
        // 64 MB of zeros in a few kilobytes, announced as ten bytes
        using (var zip = ZipFile.Open(File, ZipArchiveMode.Update))
        {
            zip.GetEntry("files/model.onnx")!.Delete();
            using var bomb = zip.CreateEntry("files/model.onnx", CompressionLevel.SmallestSize).Open();
            for (var i = 0; i < 64; i++)
            {
                bomb.Write(new byte[1 << 20]);
            }
        }

        AssertRefused("a file in it is larger than its list says");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a zip at all")]
    public void Another_file_is_no_package(string text)
    {
        System.IO.File.WriteAllText(File, text);

        AssertRefused("it is no package of a model");
    }

    /// <summary>Bytes changed at random places: refused, or the package is whole all the same (names and times of the zip itself).</summary>
    [Fact]
    public void Bytes_changed_anywhere_never_give_another_version()
    {
        var whole = System.IO.File.ReadAllBytes(File);
        var expected = _source.Show(Candidates.Model).Find(2)!.ContentHash;
        var random = new Random(7);
        var refused = 0;
        for (var i = 0; i < 200; i++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            System.IO.File.WriteAllBytes(File, random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            try
            {
                Assert.Equal(expected, Import().ContentHash);
            }
            catch (MlOpsException e)
            {
                Assert.True(e.Diagnostic.Rule == Rules.BadPackage || e.Diagnostic.Rule == Rules.RegistryTooNew, e.Message);
                refused++;
            }
        }

        Assert.True(refused > 100);
        Assert.True(_target.Models().All(model => model.Versions.All(version => version.ContentHash == expected)));
    }

    private Registration Import() => new PackageImport(_target).Import(File, "mail.zip", model: null, Grace, CancellationToken.None);

    private void AssertRefused(string why)
    {
        var refused = Assert.Throws<MlOpsException>(Import);
        Assert.Equal(Rules.BadPackage, refused.Diagnostic.Rule);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Empty(_target.Models());
        Assert.False(System.IO.File.Exists(_folder.File("evil")));
    }

    // writes the package anew with another list, another name of an entry, or another content
    private void Change(Action<JsonNode> change, (string From, string To)? rename = null, (string Entry, string Text)? content = null)
    {
        var entries = new List<(string Name, byte[] Bytes)>();
        using (var zip = ZipFile.OpenRead(File))
        {
            foreach (var entry in zip.Entries)
            {
                using var bytes = new MemoryStream();
                using var stream = entry.Open();
                stream.CopyTo(bytes);
                entries.Add((entry.FullName == rename?.From ? rename.Value.To : entry.FullName, entry.FullName == content?.Entry ? System.Text.Encoding.UTF8.GetBytes(content.Value.Text) : bytes.ToArray()));
            }
        }

        var manifest = JsonNode.Parse(entries[0].Bytes)!;
        change(manifest);
        entries[0] = (entries[0].Name, System.Text.Encoding.UTF8.GetBytes(manifest.ToJsonString()));
        System.IO.File.Delete(File);
        using var written = ZipFile.Open(File, ZipArchiveMode.Create);
        foreach (var (name, bytes) in entries)
        {
            using var target = written.CreateEntry(name).Open();
            target.Write(bytes);
        }
    }
}
