namespace MlOps.Tests.Hub;

/// <summary>What goes wrong with one request.</summary>
internal enum HubFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>500.</summary>
    ServerError,

    /// <summary>429 with Retry-After of 7 s.</summary>
    TooMany,

    /// <summary>The connection is cut before an answer.</summary>
    Cut,

    /// <summary>The connection is cut in the middle of the body.</summary>
    CutBody,

    /// <summary>The body has the right length and other bytes.</summary>
    OtherBytes,

    /// <summary>The whole file, though a part was asked for.</summary>
    NoRange,

    /// <summary>A proxy's page.</summary>
    WebPage,
}
