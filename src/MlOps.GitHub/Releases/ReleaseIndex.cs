namespace MlOps.GitHub.Releases;

/// <summary>What a registry in releases knows: one JSON document, which is replaced as a whole.</summary>
/// <param name="Format">Version of this document's format.</param>
/// <param name="Number">Counts the changes; part of the asset's name.</param>
/// <param name="Change">Names the change that made this document, so that who lost the answer to an upload finds out whether it arrived.</param>
/// <param name="Models">The models, by name.</param>
internal sealed record ReleaseIndex(int Format, int Number, string Change, IReadOnlyList<IndexedModel> Models)
{
    /// <summary>The format that is written.</summary>
    public const int CurrentFormat = 2;

    /// <summary>The index of a registry in which nothing was registered yet.</summary>
    public static ReleaseIndex Empty { get; } = new(CurrentFormat, 0, "", []);

    /// <summary>A model; one without versions when it is not known.</summary>
    /// <param name="name">Its name.</param>
    public IndexedModel Model(string name) => Models.FirstOrDefault(model => model.Name == name) ?? new(name, [], []);

    /// <summary>The index in the present format.</summary>
    public ReleaseIndex Upgraded() => Format == CurrentFormat ? this : this with { Format = CurrentFormat, Models = [.. Models.Select(model => model.OfFormat1())] };

    /// <summary>The index with another state of a model.</summary>
    /// <param name="model">The model.</param>
    public ReleaseIndex With(IndexedModel model) => this with
    {
        Models = [.. Models.Where(other => other.Name != model.Name).Append(model).OrderBy(other => other.Name, StringComparer.Ordinal)],
    };
}
