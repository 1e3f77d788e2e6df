namespace MlOps.Storage.Remote;

/// <summary>What is taken from elsewhere at most, and how long is waited for it.</summary>
public sealed record RemoteLimits
{
    /// <summary>Largest file, and all files below a prefix together.</summary>
    public long MostBytes { get; init; } = 256L << 30;

    /// <summary>Most files below a prefix, or in an archive.</summary>
    public int MostFiles { get; init; } = 1_000_000;

    /// <summary>What an archive may hold for each of its own bytes: more is a bomb. Texts rarely pass 50.</summary>
    public int MostExpansion { get; init; } = 200;

    /// <summary>Bytes that every archive may hold, however small it is.</summary>
    public long FreeExpansion { get; init; } = 64L << 20;

    /// <summary>Attempts that follow each other without a byte arriving.</summary>
    public int MostAttempts { get; init; } = 5;

    /// <summary>All that is waited between attempts of one file.</summary>
    public TimeSpan WaitingBudget { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an answer may take to begin, and how long a download may stand still.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
}
