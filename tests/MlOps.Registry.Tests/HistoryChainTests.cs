using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using MlOps.Registry.Verification;
using MlOps.Testing;

namespace MlOps.Registry.Tests;

/// <summary>What the chain of hashes finds, and what it cannot.</summary>
public sealed class HistoryChainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalRegistry _registry;

    public HistoryChainTests()
    {
        _registry = new(_folder.File("registry"), TimeProvider.System);
        _ = _registry.Register(Candidates.Make(_folder.File("one"), "one"), CancellationToken.None);
        _ = _registry.Register(Candidates.Make(_folder.File("two"), "two"), CancellationToken.None);
        _ = _registry.Edit(Candidates.Model, new RegistryEdit.SetAlias("champion", 1), new Change("grace", "", "é — \"x\""));
        _ = _registry.Edit(Candidates.Model, new RegistryEdit.SetTag(null, "team", "mail"), new Change("grace", "", ""));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The canonical form is written down here by hand, so that it cannot change unseen.</summary>
    [Fact]
    public void The_hash_of_a_line_covers_the_line_before_and_every_word_of_it()
    {
        var entry = new HistoryEntry(3, HistoryAction.Moved, Stage.None, Stage.Production, new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero), new("ada", "run-1", "é \"x\""));
        var previous = new string('a', 64);
        const string Canonical = """{"model":"mail","version":3,"action":"Moved","from":"None","to":"Production","subject":"","value":"","at":"2026-11-22T10:00:00.0000000+00:00","by":"ada","run":"run-1","reason":"\u00E9 \u0022x\u0022"}""";
        var escaped = Canonical.Replace("+00:00", "\\u002B00:00", StringComparison.Ordinal);

        var (linked, head) = HistoryChain.Append("mail", new(7, previous), [entry]);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{previous}\n{escaped}"))), linked[0].Hash);
        Assert.Equal(new HistoryHead(8, linked[0].Hash), head);
    }

    [Fact]
    public void What_was_written_is_found_as_it_was_written() => Assert.Empty(Problems());

    [Theory]
    [InlineData("UPDATE history SET reason = 'nothing happened' WHERE line = 2", "line 2 of 7 is not what was written")]
    [InlineData("UPDATE history SET by = 'eve' WHERE line = 7", "line 7 of 7 is not what was written")]
    [InlineData("UPDATE history SET model = 'mail-span'", "0 lines are there, and 7 were written")]
    [InlineData("UPDATE history SET hash = (SELECT hash FROM history WHERE line = 1) WHERE line = 3", "line 3 of 7")]
    [InlineData("DELETE FROM history WHERE line = 1", "line 1 of 6")]
    [InlineData("DELETE FROM history WHERE line = 4", "line 4 of 6")]
    [InlineData("DELETE FROM history WHERE line = 7", "6 lines are there, and 7 were written")]
    [InlineData("DELETE FROM history WHERE line > 5", "5 lines are there, and 7 were written")]
    [InlineData("INSERT INTO history SELECT model, 8, version, action, from_stage, to_stage, subject, value, at, by, run, reason, hash FROM history WHERE line = 7", "line 8 of 8")]
    [InlineData("UPDATE version SET stage = 'Archived' WHERE stage = 'Production'", "version 2 is in Archived, by the history in Production")]
    [InlineData("UPDATE alias SET version = 2", "aliases are not what the history says")]
    [InlineData("DELETE FROM tag", "tags are not what the history says")]
    [InlineData("UPDATE version SET description = 'safe' WHERE version = 1", "a description is not what the history says")]
    [InlineData("DELETE FROM alias; DELETE FROM version WHERE version = 1", "version 1 is gone, and the history does not say that it was deleted")]
    [InlineData("UPDATE model SET last_version = 3", "the last number is 3, by the history it is 2")]
    public void Every_change_past_the_tool_is_found(string statement, string problem)
    {
        Execute($"PRAGMA foreign_keys = OFF; DROP TRIGGER history_no_change; DROP TRIGGER history_no_delete; {statement}");

        Assert.Contains(Problems(), found => found.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("lineage.json")] // the content hash leaves these two out; the history covers them
    [InlineData("MODEL_CARD.md")]
    public void A_changed_file_of_a_version_is_found(string name)
    {
        var file = Path.Combine(_registry.Show(Candidates.Model).Find(1)!.Folder, name);
        File.SetAttributes(file, FileAttributes.Normal);
        File.AppendAllText(file, " ");

        Assert.Equal(["the files of version 1 are not those that were registered"], Problems());
    }

    [Fact]
    public void A_history_that_is_written_anew_is_found_by_a_head_that_was_noted_elsewhere()
    {
        var noted = _registry.Show(Candidates.Model).Head.Hash;
        _ = _registry.Edit(Candidates.Model, new RegistryEdit.Describe(1, "later"), new Change("ada", "", ""));
        Assert.Empty(Problems(noted));

        // who can write the database can make another whole chain: by itself it looks sound
        var lines = _registry.Show(Candidates.Model).History.Select(entry => entry with { Change = entry.Change with { By = "nobody" } });
        var (forged, head) = HistoryChain.Append(Candidates.Model, HistoryHead.None, lines);
        Execute("DROP TRIGGER history_no_change; UPDATE history SET by = 'nobody';"
            + string.Concat(forged.Select((entry, index) => FormattableString.Invariant($"UPDATE history SET hash = '{entry.Hash}' WHERE line = {index + 1};")))
            + $"UPDATE model SET head = '{head.Hash}'");

        Assert.Empty(Problems());
        Assert.Equal([$"the history was written anew: no line of it has the noted hash {noted}"], Problems(noted));
    }

    private IReadOnlyList<string> Problems(string? noted = null) => new ModelVerifier(_registry).Check(_registry.Show(Candidates.Model), noted, CancellationToken.None);

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File("registry/registry.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }
}
