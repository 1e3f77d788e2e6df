namespace MlOps.Diagnostics;

/// <content>5xxx: the model registry.</content>
public static partial class Rules
{
    /// <summary>Another process kept the registry to itself for too long.</summary>
    public static readonly Rule RegistryBusy = new("MLOPS5001", Severity.Error, "registry busy", "Wait for the other run to end, then run again: nothing was registered.");

    /// <summary>The registry's database is not one, or is damaged.</summary>
    public static readonly Rule RegistryDamaged = new("MLOPS5002", Severity.Error, "registry damaged", "Restore the registry's folder from a backup, or move it away to begin a new one.");

    /// <summary>The registry's disk is full or its folder cannot be read or written.</summary>
    public static readonly Rule RegistryNotWritable = new("MLOPS5003", Severity.Error, "registry cannot be used", "Free space or give the folder's rights, then run again: nothing was registered.");

    /// <summary>A folder that cannot be registered as a model.</summary>
    public static readonly Rule BadModelFolder = new("MLOPS5004", Severity.Error, "not a model folder", "Register the output of a fine-tune step.");

    /// <summary>A name that cannot be a model's.</summary>
    public static readonly Rule BadModelName = new("MLOPS5005", Severity.Error, "bad model name", "Use lower-case letters, digits, '-', '_' and '.', at most 64 of them.");

    /// <summary>A model or a version that is not in the registry.</summary>
    public static readonly Rule UnknownModel = new("MLOPS5006", Severity.Error, "unknown model", "Name a model and a version that 'dotnet mlops models' lists.");

    /// <summary>A registry that a newer mlops wrote.</summary>
    public static readonly Rule RegistryTooNew = new("MLOPS5007", Severity.Error, "registry too new", "Update mlops.");

    /// <summary>A training that was done before.</summary>
    public static readonly Rule TrainedBefore = new("MLOPS5008", Severity.Notice, "trained before", "Nothing to do; to train again, give --force with the step's name.");

    /// <summary>A candidate that is not registered.</summary>
    public static readonly Rule NotRegistered = new("MLOPS5009", Severity.Notice, "not registered", "Nothing to do: the run that follows the merge registers the model.");

    /// <summary>A text that should name one version of a model.</summary>
    public static readonly Rule BadModelReference = new("MLOPS5010", Severity.Error, "bad model reference", "Write NAME@STAGE or NAME@VERSION, such as mail-spam@Production.");
}
