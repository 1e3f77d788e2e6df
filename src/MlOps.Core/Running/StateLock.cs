namespace MlOps.Running;

/// <summary>Lets one run at a time work in a state folder. The system takes the lock back from a process that is killed.</summary>
public sealed class StateLock : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _file;

    private StateLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, waiting for a run in progress.</summary>
    /// <param name="state">The state folder, which exists.</param>
    /// <param name="onWait">Called once when there is a run to wait for.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ct">Gives up waiting.</param>
    public static async Task<StateLock> TakeAsync(StateFolder state, Action onWait, TimeProvider time, CancellationToken ct)
    {
        for (var waited = false; ; waited = true)
        {
            if (TryOpen(state.Lock) is { } file)
            {
                return new(file);
            }

            if (!waited)
            {
                onWait();
            }

            await Task.Delay(Interval, time, ct);
        }
    }

    /// <summary>True while a run works in a state folder.</summary>
    /// <param name="state">The state folder.</param>
    /// <remarks>Looking takes a shared lock for a moment: a run that starts just then tries again.</remarks>
    public static bool IsHeld(StateFolder state)
    {
        try
        {
            using var file = new FileStream(state.Lock, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null; // held by another process
        }
    }
}
