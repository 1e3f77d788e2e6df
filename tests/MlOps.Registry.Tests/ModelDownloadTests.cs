using MlOps.Diagnostics;
using MlOps.Testing;

namespace MlOps.Registry.Tests;

public sealed class ModelDownloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelRegistry _registry;

    public ModelDownloadTests()
    {
        _registry = new LocalRegistry(_folder.File("registry"), TimeProvider.System);
        _ = _registry.Register(Candidates.Make(_folder.File("one"), "one"), TestContext.Current.CancellationToken);
        _ = _registry.Register(Candidates.Make(_folder.File("two"), "two"), TestContext.Current.CancellationToken);
    }

    private string Target => _folder.File("out/mail-spam");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_folder_holds_the_files_of_the_version_which_its_user_may_change()
    {
        var version = Find("mail-spam@1");

        Assert.True(Bring(version));

        Assert.Equal(Files(version.Folder), Files(Target));
        Assert.All(Directory.GetFiles(Target, "*", SearchOption.AllDirectories), file => Assert.False(File.GetAttributes(file).HasFlag(FileAttributes.ReadOnly)));
        _ = Assert.Single(Directory.GetFileSystemEntries(_folder.File("out")));
    }

    [Fact]
    public void What_is_there_already_is_not_touched()
    {
        var version = Find("mail-spam@Production");
        _ = Bring(version);
        var before = Times();

        Assert.False(Bring(version));

        Assert.Equal(before, Times());
    }

    [Fact]
    public void The_files_are_as_young_as_the_download_so_that_a_build_copies_an_older_version_too()
    {
        var start = DateTime.UtcNow.AddSeconds(-1);
        _ = Bring(Find("mail-spam@2"));
        _ = Bring(Find("mail-spam@1"));

        Assert.All(Times().Values, time => Assert.True(time >= start));
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("tokens/vocab.txt")]
    [InlineData("lineage.json")]
    public void A_folder_that_lost_a_file_is_brought_again(string file)
    {
        var version = Find("mail-spam@1");
        _ = Bring(version);
        File.Delete(Path.Combine(Target, file));
        File.Delete(Path.Combine(Target, "MODEL_CARD.md"));
        if (file == "lineage.json")
        {
            Directory.Delete(Target, recursive: true); // without it the folder is not known to be a download's
        }

        Assert.True(Bring(version));

        Assert.Equal(Files(version.Folder), Files(Target));
    }

    [Fact]
    public void Another_version_leaves_nothing_of_the_one_before()
    {
        _ = Bring(Find("mail-spam@1"));
        File.WriteAllText(Path.Combine(Target, "left.txt"), "by hand");
        var version = Find("mail-spam@2");

        Assert.True(Bring(version));

        Assert.Equal(Files(version.Folder), Files(Target));
    }

    [Fact]
    public void A_folder_with_other_files_is_refused_and_stays()
    {
        var precious = _folder.Write("out/mail-spam/thesis.txt", "ten years");

        var failure = Assert.Throws<MlOpsException>(() => Bring(Find("mail-spam@1")));

        Assert.Equal("MLOPS2009", failure.Diagnostic.Rule.Code);
        Assert.Equal("ten years", File.ReadAllText(precious));
    }

    [Fact]
    public void Files_that_are_not_what_was_registered_are_refused_and_the_folder_stays_as_it_was()
    {
        _ = Bring(Find("mail-spam@1"));
        var (before, version) = (Files(Target), Find("mail-spam@2"));
        var damaged = Path.Combine(version.Folder, "model.onnx");
        File.SetAttributes(damaged, FileAttributes.Normal);
        File.AppendAllText(damaged, "x");

        var failure = Assert.Throws<MlOpsException>(() => Bring(version));

        Assert.Equal("MLOPS5002", failure.Diagnostic.Rule.Code);
        Assert.Equal(before, Files(Target));
        _ = Assert.Single(Directory.GetFileSystemEntries(_folder.File("out")));
    }

    [Fact]
    public void A_download_that_is_stopped_leaves_the_folder_as_it_was()
    {
        _ = Bring(Find("mail-spam@1"));
        var before = Files(Target);

        _ = Assert.Throws<OperationCanceledException>(() => { _ = ModelDownload.Bring(_registry, Find("mail-spam@2"), Target, new CancellationToken(canceled: true)); });

        Assert.Equal(before, Files(Target));
        _ = Assert.Single(Directory.GetFileSystemEntries(_folder.File("out")));
    }

    [Fact]
    public void Downloads_at_once_leave_one_whole_version()
    {
        ModelVersion[] versions = [Find("mail-spam@1"), Find("mail-spam@2")];

        _ = Parallel.For(0, 40, turn => Bring(versions[turn % 2]));

        Assert.Contains(Files(Target), versions.Select(version => Files(version.Folder)));
        _ = Assert.Single(Directory.GetFileSystemEntries(_folder.File("out")));
    }

    [Theory]
    [InlineData("mail-spam@3", "holds no version 3 of model 'mail-spam'; the last one is 2")]
    [InlineData("mail-spam@Staging", "no version of model 'mail-spam' is in Staging")]
    [InlineData("mail-spm@1", "did you mean 'mail-spam'?")]
    public void A_version_that_is_not_there_is_said_to_be_so(string reference, string message)
    {
        var failure = Assert.Throws<MlOpsException>(() => Find(reference));

        Assert.Equal("MLOPS5006", failure.Diagnostic.Rule.Code);
        Assert.Contains(message, failure.Diagnostic.Message, StringComparison.Ordinal);
    }

    private static string Files(string folder) => string.Join('\n', Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(file => $"{Path.GetRelativePath(folder, file)}: {File.ReadAllText(file)}"));

    private ModelVersion Find(string reference) => _registry.Find(ModelReference.Parse(reference));

    private bool Bring(ModelVersion version) => ModelDownload.Bring(_registry, version, Target, TestContext.Current.CancellationToken);

    private Dictionary<string, DateTime> Times() =>
        Directory.GetFiles(Target, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc);
}
