namespace MlOps.Serving.Models;

/// <summary>How often a place has got another version, and how often that has failed.</summary>
public sealed class ReloadCount
{
    private int _succeeded;
    private int _failed;

    /// <summary>Versions that took the place of another.</summary>
    public int Succeeded => Volatile.Read(ref _succeeded);

    /// <summary>Versions that could not be found or opened.</summary>
    public int Failed => Volatile.Read(ref _failed);

    /// <summary>Counts a success.</summary>
    internal void Succeed() => _ = Interlocked.Increment(ref _succeeded);

    /// <summary>Counts a failure.</summary>
    internal void Fail() => _ = Interlocked.Increment(ref _failed);
}
