namespace MlOps.Diagnostics;

/// <content>1xxx: the text of pipeline.yml.</content>
public static partial class Rules
{
    /// <summary>A key that is not known where it stands.</summary>
    public static readonly Rule UnknownKey = new("MLOPS1001", Severity.Error, "unknown key", "Correct the key's spelling or remove it.");

    /// <summary>A key without which the step cannot run.</summary>
    public static readonly Rule MissingKey = new("MLOPS1002", Severity.Error, "missing key", "Add the key.");

    /// <summary>A value of the wrong type or out of its range.</summary>
    public static readonly Rule BadValue = new("MLOPS1003", Severity.Error, "bad value", "Give a value of the kind that the message names.");

    /// <summary>The file is not YAML.</summary>
    public static readonly Rule NotYaml = new("MLOPS1004", Severity.Error, "not YAML", "Correct the file's syntax at the place given.");

    /// <summary>A key that stands twice in one mapping.</summary>
    public static readonly Rule DuplicateKey = new("MLOPS1005", Severity.Error, "duplicate key", "Keep one of the two.");

    /// <summary>A <c>${{ … }}</c> that names nothing known.</summary>
    public static readonly Rule UnknownVariable = new("MLOPS1006", Severity.Error, "unknown variable", "Declare it under params, set it with --set, or set the environment variable.");

    /// <summary>A <c>uses:</c> that names no kind of step.</summary>
    public static readonly Rule UnknownKind = new("MLOPS1007", Severity.Error, "unknown kind of step", "Use one of the kinds that the message lists.");

    /// <summary>A name in <c>needs:</c> that no step has.</summary>
    public static readonly Rule UnknownStep = new("MLOPS1008", Severity.Error, "unknown step", "Name a step of this file.");

    /// <summary>A profile that the file does not hold.</summary>
    public static readonly Rule UnknownProfile = new("MLOPS1009", Severity.Error, "unknown profile", "Name one of the file's profiles.");

    /// <summary>A metric that no step computes.</summary>
    public static readonly Rule UnknownMetric = new("MLOPS1010", Severity.Error, "unknown metric", "Correct the metric's name.");

    /// <summary>A gate that cannot be read.</summary>
    public static readonly Rule BadGate = new("MLOPS1011", Severity.Error, "bad gate", "Write one comparison, such as 'accuracy >= 0.9'.");
}
