namespace MlOps.Metrics;

/// <summary>How a gate was judged.</summary>
public enum GateOutcome
{
    /// <summary>The comparison holds.</summary>
    Met,

    /// <summary>The comparison does not hold.</summary>
    NotMet,

    /// <summary>A value in it is undefined; never passes.</summary>
    MissingValue,

    /// <summary>It names the champion, there is none yet, and that passes here.</summary>
    NoChampionPassed,

    /// <summary>It names the champion, there is none yet, and that fails here.</summary>
    NoChampionFailed,

    /// <summary>It names a champion that cannot be scored on these rows.</summary>
    ChampionNotScored,

    /// <summary>As <see cref="ChampionNotScored"/>, overruled by hand with a reason.</summary>
    ChampionLossAccepted,
}
