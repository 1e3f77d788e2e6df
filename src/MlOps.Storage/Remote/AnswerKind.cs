namespace MlOps.Storage.Remote;

/// <summary>What a server answers to a request for a file.</summary>
internal enum AnswerKind
{
    /// <summary>The file is the one that is known.</summary>
    Unchanged,

    /// <summary>The file from its first byte on.</summary>
    Whole,

    /// <summary>The file from the byte on that was asked for.</summary>
    Rest,

    /// <summary>Not the file any more of which a part is here: it is asked for again from its first byte on.</summary>
    Replaced,
}
