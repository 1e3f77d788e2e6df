namespace MlOps.Registry.Verification;

/// <summary>What a model should be by its history: finds what was changed without leaving a line.</summary>
internal sealed class HistoryReplay
{
    private readonly Dictionary<int, Stage> _stages = [];
    private readonly Dictionary<string, int> _aliases = new(StringComparer.Ordinal);
    private readonly Dictionary<(int? Version, string Key), string> _tags = [];
    private readonly Dictionary<int, string> _descriptions = [];
    private readonly Dictionary<(int Version, string Name), string> _files = [];
    private int _last;

    /// <summary>Compares a model with its history.</summary>
    /// <param name="model">The model.</param>
    /// <returns>What differs, in words.</returns>
    public static IEnumerable<string> Differences(RegisteredModel model)
    {
        var replay = new HistoryReplay();
        foreach (var entry in model.History)
        {
            replay.Apply(entry);
        }

        return replay.Compare(model);
    }

    private void Apply(HistoryEntry entry)
    {
        var version = entry.Version ?? 0;
        switch (entry.Action)
        {
            case HistoryAction.Registered:
                _stages[version] = Stage.None;
                _last = Math.Max(_last, version);
                break;
            case HistoryAction.Moved or HistoryAction.RolledBack:
                _stages[version] = entry.To!.Value;
                break;
            case HistoryAction.AliasSet:
                _aliases[entry.Subject] = version;
                break;
            case HistoryAction.AliasRemoved:
                _ = _aliases.Remove(entry.Subject);
                break;
            case HistoryAction.TagSet:
                _tags[(entry.Version, entry.Subject)] = entry.Value;
                break;
            case HistoryAction.TagRemoved:
                _ = _tags.Remove((entry.Version, entry.Subject));
                break;
            case HistoryAction.Described:
                _descriptions[version] = entry.Value;
                break;
            case HistoryAction.Attached:
                _files[(version, entry.Subject)] = entry.Value;
                break;
            case HistoryAction.Deleted:
                _ = _stages.Remove(version);
                break;
        }
    }

    private IEnumerable<string> Compare(RegisteredModel model)
    {
        if (model.LastNumber != _last)
        {
            yield return FormattableString.Invariant($"the last number is {model.LastNumber}, by the history it is {_last}");
        }

        foreach (var lost in _stages.Keys.Where(number => model.Find(number) is null))
        {
            yield return FormattableString.Invariant($"version {lost} is gone, and the history does not say that it was deleted");
        }

        foreach (var version in model.Versions)
        {
            if (!_stages.TryGetValue(version.Version, out var stage) || stage != version.Stage)
            {
                yield return FormattableString.Invariant($"version {version.Version} is in {version.Stage}, by the history {(_stages.ContainsKey(version.Version) ? $"in {stage}" : "it is not there")}");
            }
        }

        foreach (var what in Different(model))
        {
            yield return $"{what} not what the history says";
        }
    }

    private IEnumerable<string> Different(RegisteredModel model)
    {
        if (!model.Aliases.ToHashSet().SetEquals(_aliases))
        {
            yield return "aliases are";
        }

        if (!Tags(null, model.Tags).Concat(model.Versions.SelectMany(version => Tags(version.Version, version.Tags))).ToHashSet().SetEquals(_tags.Where(tag => IsThere(tag.Key.Version))))
        {
            yield return "tags are";
        }

        if (_descriptions.GetValueOrDefault(0, "") != model.Description || model.Versions.Any(version => _descriptions.GetValueOrDefault(version.Version, "") != version.Description))
        {
            yield return "a description is";
        }

        var files = model.Versions.SelectMany(version => version.Attachments.Select(file => KeyValuePair.Create((version.Version, file.Name), file.Sha256)));
        if (!files.ToHashSet().SetEquals(_files.Where(file => IsThere(file.Key.Version))))
        {
            yield return "the list of attached files is";
        }
    }

    private bool IsThere(int? version) => version is null || _stages.ContainsKey(version.Value);

    private static IEnumerable<KeyValuePair<(int?, string), string>> Tags(int? version, IReadOnlyDictionary<string, string> tags) =>
        tags.Select(tag => KeyValuePair.Create((version, tag.Key), tag.Value));
}
