using System.Text.Json;

namespace MlOps.Registry.Mlflow;

/// <summary>Carries out on the server what an edit has made of a model: a request for everything that differs.</summary>
/// <param name="models">The registered models.</param>
/// <param name="ct">Ends the requests.</param>
internal sealed class ModelChanges(MlflowModels models, CancellationToken ct)
{
    /// <summary>Carries it out. The stage comes last of what belongs to a version: who sees it moved sees all of it.</summary>
    /// <param name="before">The model as it was read.</param>
    /// <param name="after">The model as it is to be.</param>
    public async Task ApplyAsync(RegisteredModel before, RegisteredModel after)
    {
        var pairs = after.Versions.Select(version => (Before: before.Find(version.Version), After: version)).Where(pair => pair.Before is not null && pair.Before != pair.After).ToList();
        foreach (var (old, version) in pairs)
        {
            await ApplyAsync(old!, version);
        }

        await ApplyStagesAsync([.. pairs.Where(pair => pair.Before!.Stage != pair.After.Stage).Select(pair => pair.After)]);
        await ApplyTagsAsync(after.Name, version: null, before.Tags, after.Tags);
        if (before.Description != after.Description)
        {
            await models.DescribeAsync(after.Name, version: null, after.Description, ct);
        }

        foreach (var (alias, _) in before.Aliases.Where(alias => !after.Aliases.ContainsKey(alias.Key)))
        {
            await models.SetAliasAsync(after.Name, alias, version: null, ct);
        }

        foreach (var (alias, version) in after.Aliases.Except(before.Aliases))
        {
            await models.SetAliasAsync(after.Name, alias, version, ct);
        }

        foreach (var deleted in before.Versions.Where(version => after.Find(version.Version) is null))
        {
            await models.DeleteVersionAsync(after.Name, deleted.Version, ct);
        }
    }

    private async Task ApplyAsync(ModelVersion before, ModelVersion after)
    {
        await ApplyTagsAsync(after.Model, after.Version, before.Tags, after.Tags);
        if (before.Description != after.Description)
        {
            await models.DescribeAsync(after.Model, after.Version, after.Description, ct);
        }

        foreach (var tag in after.Attachments.Except(before.Attachments).Select(VersionTags.Of))
        {
            await models.SetTagAsync(after.Model, after.Version, tag.Key, tag.Value, ct);
        }

        if (!ReferenceEquals(before.Waiting, after.Waiting))
        {
            var json = after.Waiting is null ? null : JsonSerializer.Serialize(after.Waiting, RegistryJson.Default.Waiting);
            await models.SetTagAsync(after.Model, after.Version, VersionTags.WaitingFor, json, ct);
        }
    }

    // the request that promotes a version archives the one before, so that no other client sees neither of them
    private async Task ApplyStagesAsync(IReadOnlyList<ModelVersion> moved)
    {
        var promoted = moved.Where(version => version.Stage is Stage.Staging or Stage.Production).ToList();
        foreach (var version in promoted)
        {
            await models.MoveAsync(version.Model, version.Version, version.Stage, archivesOthers: true, ct);
        }

        foreach (var version in moved.Except(promoted).Where(version => promoted.Count == 0 || version.Stage != Stage.Archived))
        {
            await models.MoveAsync(version.Model, version.Version, version.Stage, archivesOthers: false, ct);
        }
    }

    private async Task ApplyTagsAsync(string model, int? version, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        foreach (var (key, _) in before.Where(tag => !after.ContainsKey(tag.Key)))
        {
            await models.SetTagAsync(model, version, key, value: null, ct);
        }

        foreach (var (key, value) in after.Except(before))
        {
            await models.SetTagAsync(model, version, key, value, ct);
        }
    }
}
