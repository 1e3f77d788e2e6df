using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace MlOps.Serving.Requests;

/// <summary>The body of a request in memory, borrowed for as long as the request lasts.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstBytes = 4096;

    private readonly BodyBudget _budget;
    private byte[] _buffer = [];
    private int _length;

    private RequestBody(HttpRequest request, BodyBudget budget)
    {
        (Request, _budget) = (request, budget);
        MediaType = (request.ContentType ?? "").Split(';', 2)[0].Trim().ToLowerInvariant();
    }

    /// <summary>The request.</summary>
    public HttpRequest Request { get; }

    /// <summary>For example <c>application/json</c>; empty where the client names none.</summary>
    public string MediaType { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Reads a body to its end.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limits">How large it may be.</param>
    /// <param name="budget">How large all may be together.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="ProblemException">It is too large, or too many are read at this time.</exception>
    /// <exception cref="BadHttpRequestException">The client sends too much, too slowly, or no HTTP.</exception>
    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, ServeLimits limits, BodyBudget budget, CancellationToken ct)
    {
        var body = new RequestBody(request, budget);
        try
        {
            body.Grow((int)Math.Clamp(request.ContentLength ?? FirstBytes, 0, limits.BodyBytes));
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(ct);
                body.Append(read.Buffer, limits);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return body;
                }
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            _budget.Return(buffer.Length);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Append(in ReadOnlySequence<byte> bytes, ServeLimits limits)
    {
        if (_length + bytes.Length > limits.BodyBytes)
        {
            throw Problem.TooLarge($"the body has more than {limits.BodyBytes} bytes").Exception();
        }

        if (_length + bytes.Length > _buffer.Length)
        {
            Grow((int)Math.Max(_length + bytes.Length, Math.Min(2L * _buffer.Length, limits.BodyBytes)));
        }

        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += (int)bytes.Length;
    }

    private void Grow(int bytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent(bytes);
        if (!_budget.TryTake(larger.Length))
        {
            ArrayPool<byte>.Shared.Return(larger);
            throw Problem.Busy("too many bodies are read at this time; try again later").Exception();
        }

        _buffer.AsSpan(0, _length).CopyTo(larger);
        var smaller = _buffer;
        _buffer = larger;
        if (smaller.Length > 0)
        {
            _budget.Return(smaller.Length);
            ArrayPool<byte>.Shared.Return(smaller);
        }
    }
}
