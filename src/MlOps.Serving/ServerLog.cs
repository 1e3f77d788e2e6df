using System.Globalization;
using MlOps.Serving.Models;

namespace MlOps.Serving;

/// <summary>What a server tells the person who runs it: a line for each event, with the time before it. No bodies, keys or answers.</summary>
/// <param name="output">Receives the lines.</param>
/// <param name="time">The clock.</param>
public sealed class ServerLog(TextWriter output, TimeProvider time)
{
    private readonly Lock _gate = new();

    /// <summary>A version answers from now on.</summary>
    internal void Opened(ServedRoute route, ServedArm arm) =>
        Write($"{route.Name}: version {arm.Model!.Version.Version} of {arm.Origin.Shown} is served");

    /// <summary>A version cannot be opened.</summary>
    internal void NotOpened(ServedRoute route, ServedArm arm, string reason) =>
        Write($"{route.Name}: {arm.Origin.Shown} cannot be opened; version {arm.Model?.Version.Version} is still served: {reason}");

    /// <summary>Writes a line.</summary>
    /// <param name="line">The text.</param>
    public void Write(string line)
    {
        lock (_gate)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {line.ReplaceLineEndings(" ")}"));
            output.Flush();
        }
    }
}
