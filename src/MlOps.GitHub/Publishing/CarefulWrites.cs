using MlOps.GitHub.Access;

namespace MlOps.GitHub.Publishing;

/// <summary>
/// Repeats a write of which nobody knows whether it was done. The write itself looks first at what is there, so that doing it twice
/// is the same as doing it once.
/// </summary>
/// <param name="connection">The connection.</param>
internal sealed class CarefulWrites(GitHubConnection connection)
{
    private const int MaxAttempts = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>Writes until GitHub has answered, or the attempts or the budget are used up.</summary>
    /// <typeparam name="T">What the write gives.</typeparam>
    /// <param name="write">Looks, then writes what is missing.</param>
    public async Task<T> RepeatAsync<T>(Func<Task<T>> write)
    {
        for (var attempt = 1; ; attempt++)
        {
            var pause = FirstPause * Math.Pow(2, attempt - 1);
            try
            {
                return await write();
            }
            catch (Exception e) when (GitHubFailure.Is(e) && GitHubFailure.Of(e, connection.Redactor).IsUnclear && attempt < MaxAttempts && pause < connection.Budget.Remaining)
            {
                await connection.WaitAsync(pause);
            }
        }
    }
}
