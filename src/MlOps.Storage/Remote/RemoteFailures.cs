using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Remote;

namespace MlOps.Storage.Remote;

/// <summary>Says why something elsewhere is not fetched, and what to do; no query of an address and no key is repeated.</summary>
internal static class RemoteFailures
{
    /// <summary>There is nothing at the address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="what">What is missing, for S3; null for the file.</param>
    public static MlOpsException NotThere(RemoteAddress address, string? what = null) => new(Rules.MissingInput, Location.None, $"there is no {what ?? "file"} at {address}");

    /// <summary>The server refuses, or does not behave.</summary>
    /// <param name="address">The address.</param>
    /// <param name="why">What was found, and what to do.</param>
    /// <param name="inner">What was thrown below, where there is one.</param>
    public static MlOpsException Failed(RemoteAddress address, string why, Exception? inner = null) => new(Rules.FetchFailed, Location.None, $"{address} {why}", inner);

    /// <summary>A file, or all of a prefix, is larger than what is taken.</summary>
    /// <param name="address">The address.</param>
    /// <param name="bytes">Its size, as far as it is known.</param>
    /// <param name="most">What is taken.</param>
    public static MlOpsException TooLarge(RemoteAddress address, long bytes, long most) =>
        Failed(address, $"has {MetricText.Of(bytes, MetricUnit.Bytes)} or more; at most {MetricText.Of(most, MetricUnit.Bytes)} are taken");

    /// <summary>The network may not be asked.</summary>
    /// <param name="address">The address.</param>
    public static MlOpsException Offline(RemoteAddress address) => new(Rules.NotInCache, Location.None, $"{address} is not in the cache, and the network is not asked (--offline)");

    /// <summary>Too much holds below a prefix.</summary>
    /// <param name="address">The prefix.</param>
    /// <param name="most">How many files are taken.</param>
    public static MlOpsException TooMany(RemoteAddress address, int most) =>
        Failed(address, string.Create(CultureInfo.InvariantCulture, $"holds more than {most:N0} files; name a prefix that holds fewer"));
}
