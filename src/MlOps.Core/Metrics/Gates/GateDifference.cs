using MlOps.Diagnostics;

namespace MlOps.Metrics.Gates;

/// <summary>Compares the gates of a step in two revisions.</summary>
public static class GateDifference
{
    /// <summary>Lists what differs. Gates that mean the same are equal however they are written, and so is any order of them.</summary>
    /// <param name="step">The step's name.</param>
    /// <param name="location">Where it stands in the later revision.</param>
    /// <param name="before">The gates of the earlier revision.</param>
    /// <param name="after">The gates of the later one.</param>
    /// <returns>The changes, the gravest first.</returns>
    public static IReadOnlyList<GateChange> Of(string step, Location location, IReadOnlyList<GateExpression> before, IReadOnlyList<GateExpression> after)
    {
        var gone = Except(before, after);
        var added = Except(after, before);
        var changes = new List<GateChange>();
        foreach (var old in gone)
        {
            // a gate about the same value takes the place of the old one
            var heir = added.Find(gate => gate.Left.ToString() == old.Left.ToString());
            _ = heir is not null && added.Remove(heir);
            if (EffectOf(old, heir) is { } effect)
            {
                changes.Add(new(step, old.Text, heir?.Text.Value, effect, heir?.Text.Location ?? location));
            }
        }

        changes.AddRange(added.Select(gate => new GateChange(step, null, gate.Text, GateEffect.Added, gate.Text.Location)));
        return [.. changes.OrderBy(change => change.Effect)];
    }

    /// <summary>The gates of one list that the other lacks; a gate that stands twice is lacking where it stands once.</summary>
    /// <param name="gates">The list.</param>
    /// <param name="others">The other.</param>
    public static List<GateExpression> Except(IEnumerable<GateExpression> gates, IEnumerable<GateExpression> others)
    {
        var left = others.Select(gate => gate.ToString()).ToList();
        return [.. gates.Where(gate => !left.Remove(gate.ToString()))];
    }

    // null where the two mean the same, as 0.9 and 90% do
    private static GateEffect? EffectOf(GateExpression old, GateExpression? heir)
    {
        if (heir is null)
        {
            return GateEffect.Removed;
        }

        if (old.Comparison != heir.Comparison || old.Comparison == Comparison.Equal || Distance(old.Right, heir.Right) is not { } distance)
        {
            return GateEffect.Changed;
        }

        var isFloor = old.Comparison is Comparison.AtLeast or Comparison.MoreThan;
        return Math.Abs(distance) <= Comparisons.Tolerance ? null
            : distance < 0 == isFloor ? GateEffect.Lowered
            : GateEffect.Raised;
    }

    // sides differ by a fixed number when they do so whatever is measured; sums are linear, so two measurements tell
    private static double? Distance(GateTerm was, GateTerm now)
    {
        if (!was.Measured.Select(term => term.ToString()).SequenceEqual(now.Measured.Select(term => term.ToString())))
        {
            return null;
        }

        var distances = ((double[])[0, 1]).Select(value => GateEvidence.Uniform(was.Measured, value)).Select(evidence => now.Value(evidence) - was.Value(evidence)).ToList();
        return distances is [{ } first, { } second] && Math.Abs(first - second) <= Comparisons.Tolerance ? first : null;
    }
}
