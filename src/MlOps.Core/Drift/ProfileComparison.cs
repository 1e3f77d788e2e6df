namespace MlOps.Drift;

/// <summary>Holds a profile of live data against that of a version, feature by feature.</summary>
/// <param name="minRows">Values that a feature must have on both sides to be compared.</param>
public sealed class ProfileComparison(int minRows)
{
    /// <summary>Names that are compared one by one, the most frequent of the reference; all others count as one.</summary>
    public const int ComparedNames = 100;

    private const int MostShifts = 5;

    /// <summary>Compares every feature that the reference has.</summary>
    /// <param name="reference">The version's profile.</param>
    /// <param name="live">The profile of live data, with the reference's words.</param>
    /// <returns>The features in ordinal order, numbers first.</returns>
    public IReadOnlyList<FeatureDrift> Run(DataProfile reference, DataProfile live)
    {
        var numbers = reference.Numbers.Select(feature => Compare(feature.Key, feature.Value, live.Numbers.GetValueOrDefault(feature.Key) ?? NumberProfile.Of([])));
        var names = reference.Categories.Select(feature => Compare(feature.Key, feature.Value, live.Categories.GetValueOrDefault(feature.Key) ?? new(0, new Dictionary<string, long>())));
        return [.. Adjust([.. numbers]), .. names];
    }

    private FeatureDrift Compare(string feature, NumberProfile reference, NumberProfile live)
    {
        var drift = new FeatureDrift { Feature = feature, ReferenceCount = reference.Count, Count = live.Count, ReferenceMean = Mean(reference), Mean = Mean(live) };
        if (!IsEnough(reference.Count, live.Count))
        {
            return drift;
        }

        var edges = QuantileBins.Edges(reference);
        var (expected, actual) = (reference.CountIn(edges), live.CountIn(edges));
        var statistic = KolmogorovSmirnov.Statistic(reference, live);
        return Binned(drift, expected, actual) with
        {
            Ks = statistic,
            KsP = KolmogorovSmirnov.PValue(statistic, reference.Count, live.Count),
            KsByChance = ChanceLevel.KolmogorovSmirnov(reference.Count, live.Count),
        };
    }

    private FeatureDrift Compare(string feature, CategoryProfile reference, CategoryProfile live)
    {
        var drift = new FeatureDrift { Feature = feature, ReferenceCount = reference.Count, Count = live.Count };
        if (!IsEnough(reference.Count, live.Count))
        {
            return drift;
        }

        var names = reference.MostFrequent(ComparedNames);
        var (expected, actual) = (reference.CountOf(names), live.CountOf(names));
        var shifts = names.Select((name, place) => new ShareShift(name, Share(expected[place], reference.Count), Share(actual[place], live.Count)));
        return Binned(drift, expected, actual) with
        {
            Shifts = [.. shifts.Where(shift => shift.Share != shift.Reference).OrderByDescending(shift => Math.Abs(shift.Share - shift.Reference)).ThenBy(shift => shift.Name, StringComparer.Ordinal).Take(MostShifts)],
        };
    }

    private static FeatureDrift Binned(FeatureDrift drift, IReadOnlyList<long> expected, IReadOnlyList<long> actual)
    {
        // bins that nobody fills say nothing and would raise what chance may do
        int[] filled = [.. Enumerable.Range(0, expected.Count).Where(bin => expected[bin] + actual[bin] > 0)];
        long[] before = [.. filled.Select(bin => expected[bin])];
        long[] now = [.. filled.Select(bin => actual[bin])];
        return drift with
        {
            Psi = PopulationStability.Of(before, now),
            Js = JensenShannon.Of(before, now),
            PsiByChance = ChanceLevel.PopulationStability(filled.Length, drift.ReferenceCount, drift.Count),
            JsByChance = ChanceLevel.JensenShannon(filled.Length, drift.ReferenceCount, drift.Count),
        };
    }

    private static IEnumerable<FeatureDrift> Adjust(IReadOnlyList<FeatureDrift> features)
    {
        var tested = features.Where(feature => feature.KsP is not null).ToList();
        var adjusted = Holm.Adjust([.. tested.Select(feature => feature.KsP!.Value)]);
        return features.Select(feature => tested.IndexOf(feature) is var place and >= 0 ? feature with { KsPAdjusted = adjusted[place] } : feature);
    }

    private bool IsEnough(long reference, long live) => Math.Min(reference, live) >= Math.Max(1, minRows);

    private static double? Mean(NumberProfile profile) => profile.Count > 0 ? profile.Mean : null;

    private static double Share(long count, long all) => (double)count / all;
}
