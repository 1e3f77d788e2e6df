namespace MlOps.Ui.Try;

/// <summary>What a live prediction may take: it is for looking, not for work.</summary>
internal static class TryLimits
{
    /// <summary>Most bytes of a request.</summary>
    public const long Bytes = 8L << 20;

    /// <summary>Most characters of a typed text.</summary>
    public const int Letters = 20_000;

    /// <summary>Most rows of a file.</summary>
    public const int Rows = 1000;

    /// <summary>Most rows of a file whose answers are shown; a downloaded file holds all.</summary>
    public const int ShownRows = 100;

    /// <summary>How long it may take, opening the model counted.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromSeconds(20);
}
