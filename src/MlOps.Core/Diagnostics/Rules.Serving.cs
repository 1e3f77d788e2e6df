namespace MlOps.Diagnostics;

/// <content>7xxx: serving.</content>
public static partial class Rules
{
    /// <summary>A server that anybody on the network could use.</summary>
    public static readonly Rule OpenServer = new("MLOPS7001", Severity.Error, "server open to everybody", "Give --keys FILE, which 'dotnet mlops serve-key' writes, or say --allow-anonymous.");

    /// <summary>A file of keys that cannot be used.</summary>
    public static readonly Rule BadKeyFile = new("MLOPS7002", Severity.Error, "bad file of keys", "Write keys with 'dotnet mlops serve-key'.");

    /// <summary>A certificate or private key that cannot be used.</summary>
    public static readonly Rule BadCertificate = new("MLOPS7003", Severity.Error, "bad certificate", "Give the certificate chain and its private key, both in PEM and the key without a password.");

    /// <summary>An address or port that cannot be listened on.</summary>
    public static readonly Rule CannotListen = new("MLOPS7004", Severity.Error, "cannot listen", "Choose another --port or --listen, or end the program that listens there.");

    /// <summary>Models that cannot be served under the names given.</summary>
    public static readonly Rule BadServedModel = new("MLOPS7005", Severity.Error, "bad model to serve", "Name each model once: NAME@STAGE, a folder, or ROUTE=NAME@STAGE.");
}
