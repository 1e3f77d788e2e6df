using System.Data.Common;

namespace MlOps.Registry.Storage;

/// <summary>Reads and writes models inside a transaction of the caller's. The statements are those that SQLite and PostgreSQL share.</summary>
/// <param name="connection">An open connection, in a transaction.</param>
/// <param name="folderOf">The folder of a model's version.</param>
internal sealed class ModelTables(DbConnection connection, Func<string, int, string> folderOf)
{
    private readonly HistoryTable _history = new(connection);
    private readonly VersionTables _versions = new(connection, folderOf);

    /// <summary>Every model's name, in ordinal order.</summary>
    public IReadOnlyList<string> Names() =>
        [.. connection.Rows(row => row.GetString(0), "SELECT name FROM model").Order(StringComparer.Ordinal)];

    /// <summary>A model with all that belongs to it; null where there is none of the name.</summary>
    public RegisteredModel? Find(string name) => FindToEdit(name) is { } model ? model with { History = [.. model.History] } : null;

    /// <summary>The same for use inside the transaction: its history is read when it is looked at.</summary>
    public RegisteredModel? FindToEdit(string name) => connection.Rows(
        row => new RegisteredModel(name, [], [])
        {
            Description = row.GetString(0),
            LastNumber = row.GetInt32(1),
            Head = new(row.GetInt32(2), row.GetString(3)),
        },
        "SELECT description, last_version, lines, head FROM model WHERE name = @p0",
        name).FirstOrDefault() is { } model ? Load(model) : null;

    /// <summary>Writes what a change made of a model.</summary>
    /// <param name="before">The model as <see cref="Find"/> returned it; <see cref="RegisteredModel.New"/> where it returned null.</param>
    /// <param name="editor">What changed it.</param>
    public void Save(RegisteredModel before, ModelEditor editor)
    {
        var after = editor.Model;
        _ = before.LastNumber == 0
            ? connection.Execute("INSERT INTO model (name, description, last_version, lines, head) VALUES (@p0, @p1, @p2, @p3, @p4)", after.Name, after.Description, after.LastNumber, after.Head.Entries, after.Head.Hash)
            : connection.Execute("UPDATE model SET description = @p1, last_version = @p2, lines = @p3, head = @p4 WHERE name = @p0", after.Name, after.Description, after.LastNumber, after.Head.Entries, after.Head.Hash);
        RemoveAliases(before, after);
        _versions.Save(before, after);
        AddAliases(before, after);
        _versions.SaveTags(after.Name, VersionTables.OfModel, before.Tags, after.Tags);
        _history.Add(after.Name, before.Head.Entries, editor.Entries);
    }

    private RegisteredModel Load(RegisteredModel model)
    {
        var tags = _versions.Tags(model.Name);
        return model with
        {
            Versions = _versions.Read(model.Name, tags),
            History = new HistoryOnDemand(() => _history.Read(model.Name)),
            Tags = VersionTables.TagsOf(tags, VersionTables.OfModel),
            Aliases = new SortedDictionary<string, int>(
                connection.Rows(row => (row.GetString(0), row.GetInt32(1)), "SELECT alias, version FROM alias WHERE model = @p0", model.Name).ToDictionary(),
                StringComparer.Ordinal),
        };
    }

    // removed before versions are, and added after: an alias refers to a version that is there
    private void RemoveAliases(RegisteredModel before, RegisteredModel after)
    {
        foreach (var (alias, _) in before.Aliases.Except(after.Aliases))
        {
            _ = connection.Execute("DELETE FROM alias WHERE model = @p0 AND alias = @p1", after.Name, alias);
        }
    }

    private void AddAliases(RegisteredModel before, RegisteredModel after)
    {
        foreach (var (alias, version) in after.Aliases.Except(before.Aliases))
        {
            _ = connection.Execute("INSERT INTO alias (model, alias, version) VALUES (@p0, @p1, @p2)", after.Name, alias, version);
        }
    }
}
