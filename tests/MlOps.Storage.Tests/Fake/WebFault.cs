namespace MlOps.Storage.Tests.Fake;

/// <summary>What goes wrong with a request.</summary>
internal enum WebFault
{
    None,

    /// <summary>503.</summary>
    Busy,

    /// <summary>The connection ends in the middle of the body.</summary>
    CutBody,

    /// <summary>All of the file, whatever was asked for.</summary>
    IgnoresRange,

    /// <summary>A part that begins elsewhere than asked for.</summary>
    WrongRange,

    /// <summary>Nothing arrives.</summary>
    Silence,
}
