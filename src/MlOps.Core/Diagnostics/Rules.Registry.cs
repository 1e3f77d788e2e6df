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
    public static readonly Rule BadModelReference = new("MLOPS5010", Severity.Error, "bad model reference", "Write NAME@STAGE, NAME@VERSION, NAME@ALIAS, NAME@latest or NAME@best(METRIC), such as mail-spam@Production.");

    /// <summary>A text that cannot be an alias.</summary>
    public static readonly Rule BadAlias = new("MLOPS5011", Severity.Error, "bad alias", "Use letters, digits, '-' and '_', and no word that names a version already.");

    /// <summary>A file that cannot be attached to a version.</summary>
    public static readonly Rule BadAttachment = new("MLOPS5012", Severity.Error, "cannot be attached", "Give the file another name: attached files never change.");

    /// <summary>A tag that cannot be.</summary>
    public static readonly Rule BadTag = new("MLOPS5013", Severity.Error, "bad tag", "Write KEY=VALUE; a key may hold letters, digits, blanks, '_', '-', '.', '/' and ':'.");

    /// <summary>The version in Production changed between two looks at it.</summary>
    public static readonly Rule ChampionMoved = new("MLOPS5014", Severity.Error, "Production changed meanwhile", "Run the command again.");

    /// <summary>An approval that does not count.</summary>
    public static readonly Rule ApprovalRefused = new("MLOPS5015", Severity.Error, "approval refused", "Let another person approve the version, or run the pipeline again.");

    /// <summary>An approval or a rejection of a version that waits for none.</summary>
    public static readonly Rule NothingWaits = new("MLOPS5016", Severity.Error, "waits for no approval", "See 'dotnet mlops models waiting'.");

    /// <summary>A rollback of a model that has no earlier version in Production.</summary>
    public static readonly Rule NothingBefore = new("MLOPS5017", Severity.Error, "nothing to roll back to", "Promote a version by its number.");

    /// <summary>A version that may not be deleted.</summary>
    public static readonly Rule CannotDelete = new("MLOPS5018", Severity.Error, "in use", "Archive the version and remove its aliases first.");

    /// <summary>A file that is no package of a model, or one that was changed.</summary>
    public static readonly Rule BadPackage = new("MLOPS5019", Severity.Error, "bad package", "Export the version again with 'dotnet mlops models export'.");

    /// <summary>A registry that is not what was written.</summary>
    public static readonly Rule RegistryTampered = new("MLOPS5020", Severity.Error, "not what was written", "Compare with a backup, and find out who can write the registry.");

    /// <summary>A version whose gates hold and that waits for people.</summary>
    public static readonly Rule WaitsForApproval = new("MLOPS5021", Severity.Notice, "waits for approval", "Approve it with 'dotnet mlops models approve NAME@VERSION --reason \"...\"'.");

    /// <summary>The database server of a registry that cannot be reached.</summary>
    public static readonly Rule RegistryUnreachable = new("MLOPS5101", Severity.Error, "registry server unreachable", "Check the address and that the server runs; nothing was changed.");

    /// <summary>The database server of a registry that takes no such user or password.</summary>
    public static readonly Rule RegistrySignIn = new("MLOPS5102", Severity.Error, "registry sign-in refused", "Set PGUSER and PGPASSWORD, or write a line into ~/.pgpass.");

    /// <summary>A database that the server does not have.</summary>
    public static readonly Rule NoRegistryDatabase = new("MLOPS5103", Severity.Error, "no such database", "Make the database (CREATE DATABASE), or correct its name.");

    /// <summary>A user of the database who may not do what is asked for.</summary>
    public static readonly Rule RegistryNotAllowed = new("MLOPS5104", Severity.Error, "not allowed in the registry", "Sign in as a user with the rights that the message names, or ask one to do it.");

    /// <summary>An address that names no registry.</summary>
    public static readonly Rule BadRegistryAddress = new("MLOPS5105", Severity.Error, "bad registry address", "Write postgres://[USER@]HOST[:PORT]/DATABASE, and no password.");

    /// <summary>The place of a registry's files, which cannot be used.</summary>
    public static readonly Rule ArtifactsFailed = new("MLOPS5106", Severity.Error, "artifacts cannot be used", "Do what the message asks for, then run again: nothing was registered.");
}
