namespace MlOps.Diagnostics;

/// <content>2xxx: planning and inputs.</content>
public static partial class Rules
{
    /// <summary>A step that needs itself, directly or through others.</summary>
    public static readonly Rule Cycle = new("MLOPS2001", Severity.Error, "cycle", "Remove one of the needs that the message lists.");

    /// <summary>An input that is not there.</summary>
    public static readonly Rule MissingInput = new("MLOPS2002", Severity.Error, "missing input", "Correct the path, which is relative to the pipeline file.");

    /// <summary>A step that needs a step of another kind.</summary>
    public static readonly Rule MissingNeed = new("MLOPS2003", Severity.Error, "missing need", "Add the step that the message asks for to 'needs'.");

    /// <summary>A column that the data does not have.</summary>
    public static readonly Rule UnknownColumn = new("MLOPS2004", Severity.Error, "unknown column", "Name a column of the data.");

    /// <summary>Data that cannot be read.</summary>
    public static readonly Rule BadData = new("MLOPS2005", Severity.Error, "bad data", "Correct the data at the place given.");

    /// <summary>Data that leaves nothing to train or judge on.</summary>
    public static readonly Rule TooFewRows = new("MLOPS2006", Severity.Error, "too few rows", "Add data, or drop less of it.");

    /// <summary>The state folder's disk is full or cannot be written.</summary>
    public static readonly Rule CannotWrite = new("MLOPS2007", Severity.Error, "cannot write", "Free space, or give another folder with --state.");

    /// <summary>Tokenizer files that cannot be used.</summary>
    public static readonly Rule BadTokenizer = new("MLOPS2008", Severity.Error, "bad tokenizer", "Use a tokenizer made of the parts that the message names, saved by transformers.");

    /// <summary>A file that would be replaced.</summary>
    public static readonly Rule AlreadyThere = new("MLOPS2009", Severity.Error, "already there", "Give another name, or the option that replaces it: --overwrite, or --force of ci init.");

    /// <summary>The same text with different labels.</summary>
    public static readonly Rule ConflictingLabels = new("MLOPS2010", Severity.Warning, "conflicting labels", "Decide on one label for these texts.");

    /// <summary>A revision whose gates are to be judged by and cannot be read.</summary>
    public static readonly Rule UnreadableRevision = new("MLOPS2011", Severity.Error, "unreadable revision", "Fetch the revision that the message names, or correct its name.");

    /// <summary>A picture that cannot be decoded.</summary>
    public static readonly Rule BadPicture = new("MLOPS2012", Severity.Error, "bad picture", "Replace the file, or leave such rows out with 'drop: [broken]'.");

    /// <summary>The native library that decodes pictures cannot be loaded.</summary>
    public static readonly Rule NoPictureDecoder = new("MLOPS2013", Severity.Error, "no picture decoder", "Add the package SkiaSharp.NativeAssets of the program's system to it.");

    /// <summary>A base model that cannot be had from the hub.</summary>
    public static readonly Rule HubFailed = new("MLOPS2014", Severity.Error, "hub failed", "Do what the message asks for, or name a folder that holds the model.");

    /// <summary>An address that data and models are not taken from.</summary>
    public static readonly Rule BadAddress = new("MLOPS2015", Severity.Error, "bad address", "Write https://HOST/PATH or s3://BUCKET/KEY.");

    /// <summary>Data or a model elsewhere that cannot be fetched.</summary>
    public static readonly Rule FetchFailed = new("MLOPS2016", Severity.Error, "fetch failed", "Do what the message asks for, or download the file and name its path.");

    /// <summary>An archive that is not unpacked.</summary>
    public static readonly Rule BadArchive = new("MLOPS2017", Severity.Error, "bad archive", "Pack the files again, plainly: .zip or .tar.gz, no links, no paths that leave the archive.");

    /// <summary>Something elsewhere that is not in the cache, while the network is not asked.</summary>
    public static readonly Rule NotInCache = new("MLOPS2018", Severity.Error, "not in the cache", "Run once without --offline.");
}
