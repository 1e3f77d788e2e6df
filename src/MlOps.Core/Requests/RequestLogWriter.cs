using System.Text.Json;
using System.Threading.Channels;
using MlOps.Text.Cleaning;

namespace MlOps.Requests;

/// <summary>
/// Writes a request log beside the requests: handing a line over never waits and never fails. What cannot be kept up with, or written, is dropped and
/// counted. Texts are redacted here, before they reach the disk. Every batch is handed to the system at once, so that a process that is killed leaves
/// at most one torn line, the last of its file; the next process begins a file of its own.
/// </summary>
public sealed class RequestLogWriter : IAsyncDisposable
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private readonly string _folder;
    private readonly RequestLogLimits _limits;
    private readonly TextPreparation _redaction;
    private readonly TimeProvider _time;
    private readonly Channel<WaitingLines> _queue;
    private readonly Task _writing;
    private FileStream? _file;
    private DateTimeOffset _begun;
    private int _files;
    private long _queuedCharacters;
    private long _written;
    private long _dropped;

    /// <summary>Begins to write.</summary>
    /// <param name="folder">Full path of the log's folder; made when absent.</param>
    /// <param name="limits">How much it may take.</param>
    /// <param name="redact">What is blanked out of texts: kinds of <see cref="Redaction.Kinds"/>.</param>
    /// <param name="time">The clock.</param>
    public RequestLogWriter(string folder, RequestLogLimits limits, IReadOnlyList<string> redact, TimeProvider time)
    {
        (_folder, _limits, _time) = (folder, limits, time);
        _redaction = TextPreparation.Create(new("", [], redact));
        _queue = Channel.CreateBounded<WaitingLines>(new BoundedChannelOptions(limits.QueuedLines) { SingleReader = true });
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Lines that are in a file.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Lines, or requests with their lines, that were dropped: the disk was too slow, or full.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Hands a line over.</summary>
    /// <param name="line">The line; its text as the model read it.</param>
    /// <returns>False when it was dropped.</returns>
    public bool TryWrite(RequestLine line) => TryWrite(line is AnsweredRow { Text: { } text } ? text.Length : 0, () => [line]);

    /// <summary>Hands over lines that are made when they are written, so that the request does not wait for that.</summary>
    /// <param name="characters">Characters of all texts in them.</param>
    /// <param name="make">Makes the lines, their texts as the model read them.</param>
    /// <returns>False when they were dropped.</returns>
    public bool TryWrite(long characters, Func<IReadOnlyList<RequestLine>> make)
    {
        if (Interlocked.Add(ref _queuedCharacters, characters) <= _limits.QueuedCharacters && _queue.Writer.TryWrite(new(characters, make)))
        {
            return true;
        }

        _ = Interlocked.Add(ref _queuedCharacters, -characters);
        _ = Interlocked.Increment(ref _dropped);
        return false;
    }

    /// <summary>Writes what still waits, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _ = _queue.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAllAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var lines = 0;
            try
            {
                while (lines < _limits.QueuedLines && _queue.Reader.TryRead(out var waiting))
                {
                    _ = Interlocked.Add(ref _queuedCharacters, -waiting.Characters);
                    var made = waiting.Make();
                    lines += made.Count;
                    foreach (var line in made)
                    {
                        Write(Prepared(line));
                    }
                }

                _file?.Flush();
                _ = Interlocked.Add(ref _written, lines);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // the rest of the batch may be torn; what comes next goes to a new file
                _ = Interlocked.Add(ref _dropped, lines);
                Close();
            }
        }

        Close();
    }

    private void Write(RequestLine line)
    {
        var now = _time.GetUtcNow();
        if (_file is not null && (_file.Length >= _limits.FileBytes || now - _begun >= _limits.FileAge))
        {
            Close();
        }

        if (_file is null)
        {
            (_file, _begun) = (RequestLogFiles.Create(_folder, now, _files++), now);
            RequestLogFiles.Trim(_folder, _limits.TotalBytes - _limits.FileBytes, _file.Name); // leaves room for the new one
        }

        _file.Write(JsonSerializer.SerializeToUtf8Bytes(line, RequestJson.Default.RequestLine));
        _file.Write(LineEnd);
    }

    private void Close()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException)
        {
            // a full disk shows here once more what was counted already
        }

        _file = null;
    }

    private RequestLine Prepared(RequestLine line)
    {
        if (line is not AnsweredRow { Text: { } text } row)
        {
            return line;
        }

        var redacted = _redaction.Apply(text);
        return row with { Text = redacted.Length <= AnsweredRow.MaxText ? redacted : redacted[..AnsweredRow.MaxText] };
    }

    private sealed record WaitingLines(long Characters, Func<IReadOnlyList<RequestLine>> Make);
}
