namespace MlOps.Storage.Remote;

/// <summary>A server's answer; its body is not read yet.</summary>
/// <param name="kind">What it is.</param>
/// <param name="release">Frees the connection; null where there is none.</param>
internal sealed class RemoteAnswer(AnswerKind kind, IDisposable? release = null) : IDisposable
{
    /// <summary>What it is.</summary>
    public AnswerKind Kind => kind;

    /// <summary>The bytes; empty of an answer without any.</summary>
    public Stream Body { get; init; } = Stream.Null;

    /// <summary>What the server calls this content; null where it says nothing.</summary>
    public Validators Validators { get; init; } = Validators.None;

    /// <summary>Size of the whole file; null where the server does not say.</summary>
    public long? Bytes { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Body.Dispose();
        release?.Dispose();
    }
}
