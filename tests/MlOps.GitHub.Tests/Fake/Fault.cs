namespace MlOps.GitHub.Tests.Fake;

/// <summary>What goes wrong with one request.</summary>
internal enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>401: the token is not known.</summary>
    Unauthorized,

    /// <summary>403: the token lacks the right.</summary>
    Forbidden,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>409.</summary>
    Conflict,

    /// <summary>422.</summary>
    Invalid,

    /// <summary>429 with Retry-After.</summary>
    TooMany,

    /// <summary>403 with no request left and the time of the reset.</summary>
    PrimaryLimit,

    /// <summary>403 that says so in words only.</summary>
    SecondaryLimit,

    /// <summary>500 before anything is done.</summary>
    ServerError,

    /// <summary>502 from a gateway, after the server behind it has done its work.</summary>
    BadGateway,

    /// <summary>No answer in time; nothing is done.</summary>
    Silent,

    /// <summary>The work is done, and no answer comes in time.</summary>
    SilentAfter,

    /// <summary>The connection is cut before anything is done.</summary>
    Cut,

    /// <summary>The work is done, and the connection is cut.</summary>
    CutAfter,

    /// <summary>The work is done, and the answer's body stops half-way.</summary>
    SlowBody,

    /// <summary>A proxy's page instead of an answer.</summary>
    WebPage,

    /// <summary>200 and nothing else.</summary>
    Empty,
}
