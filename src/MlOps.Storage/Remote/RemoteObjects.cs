using MlOps.Diagnostics;
using MlOps.Remote;

namespace MlOps.Storage.Remote;

/// <summary>Asks a kind of server for files, once each.</summary>
internal abstract class RemoteObjects : IDisposable
{
    /// <summary>Asks for a file.</summary>
    /// <param name="address">The address of a file.</param>
    /// <param name="known">What the cache's content is told by; null to be sent it in any case.</param>
    /// <param name="cut">The download that was cut, whose rest is asked for; null for all of it.</param>
    /// <param name="ct">Ends the request.</param>
    /// <exception cref="MlOpsException">MLOPS2002, MLOPS2016: asking again is of no use.</exception>
    /// <exception cref="TransientFailure">Asking again may be of use.</exception>
    public abstract Task<RemoteAnswer> GetAsync(RemoteAddress address, Validators? known, (string ETag, long Bytes)? cut, CancellationToken ct);

    /// <inheritdoc/>
    public abstract void Dispose();
}
