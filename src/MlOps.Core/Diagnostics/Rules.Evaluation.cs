namespace MlOps.Diagnostics;

/// <content>40xx: evaluation and gates.</content>
public static partial class Rules
{
    /// <summary>A gate whose comparison does not hold.</summary>
    public static readonly Rule GateNotMet = new("MLOPS4001", Severity.Error, "gate not met", "Train a better model, or change the gate in a reviewed commit.");

    /// <summary>A gate with a value that was not measured or is undefined.</summary>
    public static readonly Rule GateValueMissing = new("MLOPS4002", Severity.Error, "missing value in a gate", "Name a metric that is defined on these rows; a missing value never passes.");

    /// <summary>A gate that names the champion on a build server while there is none.</summary>
    public static readonly Rule NoChampion = new("MLOPS4003", Severity.Error, "no champion", "Register a first version, or write 'no-champion: pass' in the evaluate step.");

    /// <summary>A gate that names a champion which cannot be scored on these rows.</summary>
    public static readonly Rule ChampionNotScored = new("MLOPS4004", Severity.Error, "champion not scored", "Give up the comparison with --accept-champion-loss --reason \"...\".");

    /// <summary>A gate that passed because there is no champion yet.</summary>
    public static readonly Rule NoChampionYet = new("MLOPS4005", Severity.Notice, "no champion yet", "Nothing to do: this run's version may become the first champion.");

    /// <summary>A gate that was overruled because its champion cannot be scored any more.</summary>
    public static readonly Rule ChampionLossAccepted = new("MLOPS4006", Severity.Warning, "champion loss accepted", "Nothing to do: the reason is kept in the registry's history.");

    /// <summary>A test row with a label that the model was not trained on.</summary>
    public static readonly Rule UnknownLabel = new("MLOPS4007", Severity.Error, "unknown label", "Judge a model on rows of the data that it was trained on, or train it again.");

    /// <summary>A champion that is compared on rows which it would prepare in another way.</summary>
    public static readonly Rule ChampionPreparedOtherwise = new("MLOPS4008", Severity.Warning, "champion prepared otherwise", "Read the comparison with care: the champion may do better on rows that it prepares itself.");

    /// <summary>A gate that is not what it is in the revision that this one is to be merged into.</summary>
    public static readonly Rule GateChanged = new("MLOPS4009", Severity.Warning, "gate changed", "Nothing to do, if the reviewers agree; judge by the other revision's gates too with --gates-from REVISION.");

    /// <summary>A variant that was asked for and not kept.</summary>
    public static readonly Rule VariantRefused = new("MLOPS4010", Severity.Warning, "variant refused", "Nothing to do: the version is registered without it. Give the variant gates of its own under 'quantize', or leave 'quantize' out.");
}
