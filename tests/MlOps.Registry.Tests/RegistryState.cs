using MlOps.Registry.Verification;

namespace MlOps.Registry.Tests;

/// <summary>What must hold of a registry at any moment at which nobody is writing it.</summary>
internal static class RegistryState
{
    /// <summary>Fails unless versions count from 1 without gaps, are whole, and stages and history agree.</summary>
    /// <returns>The only model, or null where nothing is registered yet.</returns>
    public static RegisteredModel? AssertSound(string folder)
    {
        var registry = new LocalRegistry(folder, TimeProvider.System);
        var model = registry.Models().SingleOrDefault();
        if (model is null)
        {
            return null;
        }

        var deleted = model.History.Where(entry => entry.Action == HistoryAction.Deleted).Select(entry => entry.Version!.Value);
        Assert.Equal(Enumerable.Range(1, model.LastNumber), model.Versions.Select(version => version.Version).Concat(deleted).Order());
        Assert.Equal(model.Versions.Count, model.Versions.Select(version => version.ContentHash).Distinct().Count());
        Assert.All(model.Versions, version => AssertWhole(registry, version));
        Assert.True(model.Versions.Count(version => version.Stage == Stage.Production) <= 1);
        Assert.True(model.Versions.Count(version => version.Stage == Stage.Staging) <= 1);
        Assert.All(model.Versions, version => AssertHistory(version, [.. model.History.Where(entry => entry.Version == version.Version && entry.To is not null)]));
        Assert.Empty(new ModelVerifier(registry).Check(model, notedHead: null, CancellationToken.None));
        return model;
    }

    private static void AssertWhole(ModelRegistry registry, ModelVersion version)
    {
        Assert.True(registry.IsIntact(version));
        Assert.Equal(version.ContentHash, Cards.Lineage.Read(version).ContentHash);
        Assert.Equal(version.Version, Cards.Lineage.Read(version).Version);
        Assert.True(File.Exists(Path.Combine(version.Folder, "MODEL_CARD.md")));
    }

    // the first entry registers, each further one begins where the one before ended, the last one ends where the version is
    private static void AssertHistory(ModelVersion version, IReadOnlyList<HistoryEntry> history)
    {
        Assert.Equal((null, Stage.None), (history[0].From, history[0].To));
        Assert.All(history.Skip(1).Zip(history), pair => Assert.Equal(pair.Second.To, pair.First.From));
        Assert.Equal(version.Stage, history[^1].To);
    }
}
