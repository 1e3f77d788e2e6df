namespace MlOps.Diagnostics;

/// <content>73xx: deploying.</content>
public static partial class Rules
{
    /// <summary>Variables of a serving platform that name no model or port.</summary>
    public static readonly Rule BadPlatform = new("MLOPS7301", Severity.Error, "bad variables of a platform", "Set the variables as the platform documents them, or name the model on the command line.");

    /// <summary>Nothing says which model to serve.</summary>
    public static readonly Rule NothingToServe = new("MLOPS7302", Severity.Error, "nothing to serve", "Name a model: NAME@STAGE or its folder.");

    /// <summary>A registry that no container can reach.</summary>
    public static readonly Rule RegistryOutOfReach = new("MLOPS7303", Severity.Error, "registry out of reach", "Leave --from-registry out, so that the model is copied into the image, or use a registry on a server.");
}
