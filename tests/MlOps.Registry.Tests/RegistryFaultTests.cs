using System.Text;
using Microsoft.Data.Sqlite;
using MlOps.Diagnostics;
using MlOps.Testing;

namespace MlOps.Registry.Tests;

/// <summary>What the disk and other processes do to a registry, and what the user is told.</summary>
public sealed class RegistryFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Folder => _folder.File("registry");

    private string Database => Path.Combine(Folder, "registry.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_full_disk_registers_nothing_and_leaves_what_was_there()
    {
        using var disk = SmallDisk.Mount(_folder.File("disk"), kibibytes: 512);
        var folder = Path.Combine(disk.Path, "registry");
        var registry = new LocalRegistry(folder, TimeProvider.System);
        _ = registry.Register(Make("one"), CancellationToken.None);
        var large = Make("large");
        File.WriteAllBytes(Path.Combine(large.Folder, "model.safetensors"), new byte[1 << 20]);

        var failure = Assert.Throws<MlOpsException>(() => registry.Register(large, CancellationToken.None));

        Assert.Equal(Rules.RegistryNotWritable, failure.Diagnostic.Rule);
        Assert.Contains("No space left on device", failure.Message, StringComparison.Ordinal);
        _ = Assert.Single(RegistryState.AssertSound(folder)!.Versions);
        Assert.Equal(2, registry.Register(Make("two"), CancellationToken.None).Version);
    }

    [Fact]
    public void A_disk_that_fills_up_at_the_commit_registers_nothing()
    {
        // room for the files, not for the database's log: the disk is filled between the two
        using var disk = SmallDisk.Mount(_folder.File("disk"), kibibytes: 512);
        var folder = Path.Combine(disk.Path, "registry");
        _ = new LocalRegistry(folder, TimeProvider.System).Register(Make("one"), CancellationToken.None);
        var filler = Path.Combine(disk.Path, "filler");
        var registry = new LocalRegistry(folder, TimeProvider.System, TimeSpan.FromSeconds(5), checkpoint =>
        {
            if (checkpoint == "moved")
            {
                Fill(filler);
            }
        });

        var failure = Assert.Throws<MlOpsException>(() => registry.Register(Make("two"), CancellationToken.None));

        Assert.Equal(Rules.RegistryNotWritable, failure.Diagnostic.Rule);
        File.Delete(filler);
        _ = Assert.Single(RegistryState.AssertSound(folder)!.Versions);
        Assert.Equal(2, new LocalRegistry(folder, TimeProvider.System).Register(Make("three"), CancellationToken.None).Version);
        Assert.Equal(2, RegistryState.AssertSound(folder)!.Versions.Count);
    }

    [Fact]
    public void A_read_only_registry_is_read_and_not_written()
    {
        using var disk = SmallDisk.Mount(_folder.File("disk"), kibibytes: 1024);
        var registry = new LocalRegistry(Path.Combine(disk.Path, "registry"), TimeProvider.System);
        _ = registry.Register(Make("one"), CancellationToken.None);
        disk.MakeReadOnly();

        Assert.Equal(1, registry.FindChampion("mail-spam")?.Version);
        var failure = Assert.Throws<MlOpsException>(() => registry.Register(Make("two"), CancellationToken.None));
        Assert.Equal(Rules.RegistryNotWritable, failure.Diagnostic.Rule);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(4096)]
    [InlineData(9000)]
    public void A_damaged_database_is_reported_as_such(int offset)
    {
        _ = Registry().Register(Make("one"), CancellationToken.None);
        using (var file = File.OpenWrite(Database))
        {
            file.Position = offset;
            file.Write(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("not a database ", 5000))));
        }

        var failure = Assert.Throws<MlOpsException>(() => Registry().Models());

        Assert.Equal(Rules.RegistryDamaged, failure.Diagnostic.Rule);
        Assert.Contains("registry.db is damaged", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_other_file_in_the_database_s_place_is_reported()
    {
        _ = _folder.Write("registry/registry.db", "this is a text of more than a few bytes, and no database at all");

        Assert.Equal(Rules.RegistryDamaged, Assert.Throws<MlOpsException>(() => Registry().FindChampion("mail-spam")).Diagnostic.Rule);
        Assert.Equal(Rules.RegistryDamaged, Assert.Throws<MlOpsException>(() => Registry().Register(Make("one"), CancellationToken.None)).Diagnostic.Rule);
    }

    [Fact]
    public void An_empty_database_as_a_killed_process_leaves_it_is_an_empty_registry()
    {
        _ = _folder.Write("registry/registry.db", "");

        Assert.Empty(Registry().Models());
        Assert.Equal(1, Registry().Register(Make("one"), CancellationToken.None).Version);
    }

    [Fact]
    public void A_registry_of_a_newer_mlops_is_left_alone()
    {
        _ = Registry().Register(Make("one"), CancellationToken.None);
        using (var connection = Open())
        {
            Execute(connection, "PRAGMA user_version = 3");
        }

        var failure = Assert.Throws<MlOpsException>(() => Registry().FindChampion("mail-spam"));

        Assert.Equal(Rules.RegistryTooNew, failure.Diagnostic.Rule);
    }

    [Fact]
    public void Waiting_for_another_process_ends_and_says_so_while_readers_go_on()
    {
        _ = Registry().Register(Make("one"), CancellationToken.None);
        using var other = Open();
        Execute(other, "BEGIN IMMEDIATE");

        var failure = Assert.Throws<MlOpsException>(() => Registry(TimeSpan.FromSeconds(1)).Register(Make("two"), CancellationToken.None));

        Assert.Equal(Rules.RegistryBusy, failure.Diagnostic.Rule);
        Assert.Contains("for 1 s", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, Registry().FindChampion("mail-spam")?.Version);
    }

    [Fact]
    public void A_folder_that_is_no_model_is_refused()
    {
        _ = Directory.CreateDirectory(_folder.File("empty"));
        var own = Make("own");
        File.WriteAllText(Path.Combine(own.Folder, "lineage.json"), "{}");

        Assert.All(
            [Make("one") with { Folder = _folder.File("empty") }, Make("one") with { Folder = _folder.File("absent") }, own],
            candidate => Assert.Equal(Rules.BadModelFolder, Assert.Throws<MlOpsException>(() => Registry().Register(candidate, CancellationToken.None)).Diagnostic.Rule));
        Assert.False(Directory.Exists(Folder));
    }

    private static void Fill(string filler)
    {
        using var stream = new FileStream(filler, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        try
        {
            while (true)
            {
                stream.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // full, as it should be
        }
    }

    private LocalRegistry Registry(TimeSpan? busyTimeout = null) => new(Folder, TimeProvider.System, busyTimeout);

    private Candidate Make(string content) => Candidates.Make(_folder.File(content), content);

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=false");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }
}
