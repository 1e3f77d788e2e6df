using MlOps.Diagnostics;
using MlOps.Steps;

namespace MlOps.Spec;

/// <summary>Lays a profile's keys over the steps that take them.</summary>
internal static class Profiles
{
    /// <summary>Lays the chosen profile over the steps, and checks the keys of all.</summary>
    /// <param name="root">The pipeline's tree.</param>
    /// <param name="source">Names the profile.</param>
    /// <param name="kinds">The kinds of step the tool knows.</param>
    /// <param name="found">Receives unknown profiles and keys.</param>
    /// <returns>The tree with the profile laid over its steps.</returns>
    public static SpecMapping Apply(SpecMapping root, SpecSource source, IReadOnlyList<Step> kinds, DiagnosticBag found)
    {
        var all = root.Find("profiles") as SpecMapping;
        var names = all?.Entries.Select(entry => entry.Key.Value).ToList() ?? [];
        if (source.Profile is { } wanted && !names.Contains(wanted))
        {
            var known = names.Count == 0 ? "the pipeline has no profiles" : $"expected one of {string.Join(", ", names)}{Spelling.Hint(wanted, names)}";
            found.Add(Rules.UnknownProfile, all?.Location ?? root.Location, $"there is no profile '{wanted}'; {known}");
        }

        if (all is null || root.Find("steps") is not SpecMapping steps)
        {
            return root;
        }

        var keys = steps.Entries.ToDictionary(step => step.Key.Value, step => KeysOf(step.Value, kinds), StringComparer.Ordinal);
        foreach (var entry in all.Entries)
        {
            RejectUnknownKeys(entry, keys, found);
        }

        return source.Profile is not null && all.Find(source.Profile) is SpecMapping profile
            ? Replace(root, "steps", steps with { Entries = [.. steps.Entries.Select(step => Overlay(step, profile, keys[step.Key.Value]))] })
            : root;
    }

    private static void RejectUnknownKeys(SpecEntry profile, Dictionary<string, HashSet<string>> keys, DiagnosticBag found)
    {
        var known = keys.Values.SelectMany(k => k).ToHashSet(StringComparer.Ordinal);
        foreach (var key in (profile.Value as SpecMapping)?.Entries.Select(entry => entry.Key) ?? [])
        {
            if (!known.Contains(key.Value))
            {
                found.Add(Rules.UnknownKey, key.Location, $"profile '{profile.Key.Value}' has the key '{key.Value}', which no step of this pipeline takes{Spelling.Hint(key.Value, known)}");
            }
        }
    }

    private static HashSet<string> KeysOf(SpecNode step, IReadOnlyList<Step> kinds)
    {
        var uses = ((step as SpecMapping)?.Find("uses") as SpecScalar)?.Value;
        return kinds.FirstOrDefault(kind => kind.Kind == uses) is { } kind
            ? StepReader.Declare(kind).Select(key => key.Key).Where(key => key is not ("uses" or "needs")).ToHashSet(StringComparer.Ordinal)
            : [];
    }

    private static SpecEntry Overlay(SpecEntry step, SpecMapping profile, HashSet<string> keys)
    {
        if (step.Value is not SpecMapping mapping)
        {
            return step;
        }

        return step with { Value = profile.Entries.Where(entry => keys.Contains(entry.Key.Value)).Aggregate(mapping, (map, entry) => Replace(map, entry.Key.Value, entry.Value, entry.Key)) };
    }

    private static SpecMapping Replace(SpecMapping map, string key, SpecNode value, SpecScalar? added = null) => map.Find(key) is null && added is not null
        ? map with { Entries = [.. map.Entries, new(added, value)] }
        : map with { Entries = [.. map.Entries.Select(entry => entry.Key.Value == key ? entry with { Value = value } : entry)] };
}
