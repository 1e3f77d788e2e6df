using MlOps.Diagnostics;
using MlOps.Steps;

namespace MlOps.Spec;

/// <summary>Reads one step: the keys that every step has, then those of its kind.</summary>
internal static class StepReader
{
    /// <summary>The keys that a step of a kind takes.</summary>
    /// <param name="kind">A kind of step.</param>
    public static IReadOnlyList<KeyDeclaration> Declare(Step kind)
    {
        var map = new SpecMap($"step '{kind.Kind}'", null, new DiagnosticBag());
        _ = ReadHead(map, kind);
        _ = kind.Read(map);
        return map.Keys;
    }

    /// <summary>Reads a step.</summary>
    /// <param name="entry">Its name and its mapping.</param>
    /// <param name="kinds">The kinds of step the tool knows.</param>
    /// <param name="found">Receives the mistakes.</param>
    /// <returns>The step; null when it is no mapping or of an unknown kind.</returns>
    public static PipelineStep? Read(SpecEntry entry, IReadOnlyList<Step> kinds, DiagnosticBag found)
    {
        var (name, location) = (entry.Key.Value, entry.Key.Location);
        if (entry.Value is not SpecMapping mapping)
        {
            found.Add(Rules.BadValue, entry.Value.Location, $"step '{name}' is no mapping; expected keys such as 'uses'");
            return null;
        }

        if (name.Length == 0 || !char.IsAsciiLetter(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            found.Add(Rules.BadValue, location, $"'{name}' is no name for a step; expected a letter, then letters, digits, '-' or '_'");
        }

        var map = new SpecMap($"step '{name}'", mapping, found);
        if (FindKind(mapping, name, kinds, found) is not { } kind)
        {
            return null;
        }

        var (needs, compute) = ReadHead(map, kind);
        var head = map.Settings.Count;
        var spec = kind.Read(map);
        map.RejectUnknownKeys();
        return new(name, kind, location, needs, compute, spec, [.. map.Settings.Skip(head)]);
    }

    private static (IReadOnlyList<SpecText> Needs, ComputeSpec? Compute) ReadHead(SpecMap map, Step kind)
    {
        _ = map.Text("uses", "The kind of step");
        var needs = map.Texts("needs", "Names of the steps whose outputs it reads");
        return (needs, kind.Computes ? ComputeSpec.Read(map) : null);
    }

    private static Step? FindKind(SpecMapping mapping, string name, IReadOnlyList<Step> kinds, DiagnosticBag found)
    {
        var words = kinds.Select(kind => kind.Kind).ToList();
        switch (mapping.Find("uses"))
        {
            case SpecScalar { IsNull: false } uses when words.Contains(uses.Value):
                return kinds[words.IndexOf(uses.Value)];
            case SpecScalar { IsNull: false } uses:
                found.Add(Rules.UnknownKind, uses.Location, $"step '{name}' uses '{uses.Shown}'; expected one of {string.Join(", ", words)}{Spelling.Hint(uses.Value, words)}");
                return null;
            default:
                found.Add(Rules.MissingKey, mapping.Location, $"step '{name}' needs the key 'uses', one of {string.Join(", ", words)}");
                return null;
        }
    }
}
