using MlOps.Steps;

namespace MlOps.Remote;

/// <summary>Fetches what lies elsewhere into a cache.</summary>
public abstract class RemoteSource
{
    /// <summary>Asks what an address stands for now, and downloads it where the cache holds something else.</summary>
    /// <param name="address">The address.</param>
    /// <param name="progress">Receives how far a download is; null for nobody.</param>
    /// <param name="ct">Stops a download; the next one goes on from there where the server allows it.</param>
    /// <exception cref="Diagnostics.MlOpsException">
    /// MLOPS2002: nothing is there. MLOPS2016: it is refused, unreachable or too large. MLOPS2017: an archive that may not be unpacked.
    /// MLOPS2018: the network may not be asked, and the cache does not hold it.
    /// </exception>
    public abstract Task<RemoteFile> FetchAsync(RemoteAddress address, IProgress<StepProgress>? progress, CancellationToken ct);
}
