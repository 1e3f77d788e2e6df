using MlOps.Diagnostics;

namespace MlOps.Registry;

/// <summary>
/// What every change does to a model: the rules of all registries, which differ only in where they keep the result. Reads and writes
/// nothing itself; the caller keeps <see cref="Model"/> and <see cref="Entries"/> in one transaction, or neither.
/// </summary>
/// <param name="model">The model as it is, with its history.</param>
/// <param name="change">Who changes it, and why.</param>
/// <param name="at">When, in UTC.</param>
internal sealed partial class ModelEditor(RegisteredModel model, Change change, DateTimeOffset at)
{
    private readonly List<HistoryEntry> _entries = [];

    /// <summary>The model as it is after the changes made so far, its history and head among it.</summary>
    public RegisteredModel Model { get; private set; } = model;

    /// <summary>The lines that the history got, with their hashes.</summary>
    public IReadOnlyList<HistoryEntry> Entries => _entries;

    /// <summary>Makes one change. A file that is attached must be copied and hashed before, and goes by <see cref="Attach"/>.</summary>
    /// <param name="edit">The change.</param>
    /// <exception cref="MlOpsException">MLOPS5006: there is no such version, alias or tag. Others as the edits say.</exception>
    public EditResult Apply(RegistryEdit edit) => edit switch
    {
        RegistryEdit.Move move => Move(Require(move.Version), move),
        RegistryEdit.Rollback => Rollback(),
        RegistryEdit.Approve approve => Approve(Require(approve.Version)),
        RegistryEdit.Reject reject => Reject(Require(reject.Version)),
        RegistryEdit.Delete delete => Delete(Require(delete.Version)),
        RegistryEdit.SetAlias alias => SetAlias(alias),
        RegistryEdit.RemoveAlias alias => RemoveAlias(alias.Alias),
        RegistryEdit.SetTag tag => SetTag(tag),
        RegistryEdit.Describe text => Describe(text),
        _ => throw new ArgumentException($"{edit.GetType().Name} is not made here", nameof(edit)),
    };

    /// <summary>Adds a file to those that are attached to a version.</summary>
    /// <param name="number">The version.</param>
    /// <param name="file">The file, which has been copied and hashed.</param>
    /// <returns>What was done: nothing when the version has this very file already.</returns>
    /// <exception cref="MlOpsException">MLOPS5012: the version has another file of this name.</exception>
    public EditResult Attach(int number, Attachment file)
    {
        var version = Require(number);
        var known = version.Attachments.FirstOrDefault(other => other.Name.Equals(file.Name, StringComparison.OrdinalIgnoreCase));
        if (known == file)
        {
            return Result(number);
        }

        if (known is not null)
        {
            throw new MlOpsException(Rules.BadAttachment, Location.None, Invariant($"{Name(number)} has another file '{known.Name}', and attached files never change; attach it under another name"));
        }

        Replace(version with { Attachments = [.. version.Attachments.Append(file).OrderBy(other => other.Name, StringComparer.Ordinal)] });
        Remember(new(number, HistoryAction.Attached, null, null, at, change) { Subject = file.Name, Value = file.Sha256 });
        return Result(number);
    }

    private EditResult SetAlias(RegistryEdit.SetAlias edit)
    {
        _ = AliasName.Check(edit.Alias);
        _ = Require(edit.Version);
        if (Model.Aliases.TryGetValue(edit.Alias, out var known) && known == edit.Version)
        {
            return Result(edit.Version);
        }

        Model = Model with { Aliases = With(Model.Aliases, edit.Alias, edit.Version) };
        Remember(new(edit.Version, HistoryAction.AliasSet, null, null, at, change) { Subject = edit.Alias });
        return Result(edit.Version);
    }

    private EditResult RemoveAlias(string alias)
    {
        if (!Model.Aliases.TryGetValue(alias, out var version))
        {
            throw Unknown($"model '{Model.Name}' has no alias '{alias}'{Spelling.Hint(alias, Model.Aliases.Keys)}");
        }

        Model = Model with { Aliases = Without(Model.Aliases, alias) };
        Remember(new(version, HistoryAction.AliasRemoved, null, null, at, change) { Subject = alias });
        return Result(version);
    }

    private EditResult SetTag(RegistryEdit.SetTag edit)
    {
        TagKey.Check(edit.Key, edit.Value);
        var version = edit.Version is { } number ? Require(number) : null;
        var tags = version?.Tags ?? Model.Tags;
        var known = tags.GetValueOrDefault(edit.Key);
        if (edit.Value is null && known is null)
        {
            throw Unknown($"{Name(edit.Version)} has no tag '{edit.Key}'{Spelling.Hint(edit.Key, tags.Keys)}");
        }

        if (edit.Value != known)
        {
            tags = edit.Value is null ? Without(tags, edit.Key) : With(tags, edit.Key, edit.Value);
            Set(version, version => version with { Tags = tags }, model => model with { Tags = tags });
            Remember(new(edit.Version, edit.Value is null ? HistoryAction.TagRemoved : HistoryAction.TagSet, null, null, at, change) { Subject = edit.Key, Value = edit.Value ?? "" });
        }

        return Result(edit.Version);
    }

    private EditResult Describe(RegistryEdit.Describe edit)
    {
        var version = edit.Version is { } number ? Require(number) : null;
        if ((version?.Description ?? Model.Description) != edit.Text)
        {
            Set(version, version => version with { Description = edit.Text }, model => model with { Description = edit.Text });
            Remember(new(edit.Version, HistoryAction.Described, null, null, at, change) { Value = edit.Text });
        }

        return Result(edit.Version);
    }

    private void Set(ModelVersion? version, Func<ModelVersion, ModelVersion> ofVersion, Func<RegisteredModel, RegisteredModel> ofModel)
    {
        if (version is null)
        {
            Model = ofModel(Model);
        }
        else
        {
            Replace(ofVersion(version));
        }
    }

    private void Replace(ModelVersion version) => Model = Model with { Versions = [.. Model.Versions.Select(other => other.Version == version.Version ? version : other)] };

    private void Remember(HistoryEntry entry)
    {
        var (linked, head) = HistoryChain.Append(Model.Name, Model.Head, [entry]);
        var earlier = Model.History;
        Model = Model with { History = new HistoryOnDemand(() => [.. earlier, .. linked]), Head = head };
        _entries.AddRange(linked);
    }

    private EditResult Result(int? version, int? replaced = null) => new(version is { } number ? Model.Find(number) : null, replaced, Entries);

    private ModelVersion Require(int version) => Model.Find(version) ?? throw ModelRegistry.NoVersion(Model.Name, version);

    private string Name(int? version) => version is null ? $"model '{Model.Name}'" : Invariant($"version {version} of model '{Model.Name}'");

    private static MlOpsException Unknown(string message) => new(Rules.UnknownModel, Location.None, message);

    private static SortedDictionary<string, T> With<T>(IReadOnlyDictionary<string, T> table, string key, T value) =>
        new(table.ToDictionary(), StringComparer.Ordinal) { [key] = value };

    private static SortedDictionary<string, T> Without<T>(IReadOnlyDictionary<string, T> table, string key) =>
        new(table.Where(entry => entry.Key != key).ToDictionary(), StringComparer.Ordinal);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
