using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using MlOps.Serving.Batching;

namespace MlOps.Serving.Tests.Requests;

/// <summary>What is beyond a limit is refused, with a status and a code that tell which.</summary>
public sealed class LimitTests
{
    private static readonly ServeSettings Small = new()
    {
        Limits = new() { BodyBytes = 2000, Rows = 4, TextLength = 100, HeaderTime = TimeSpan.FromSeconds(1) },
        Batch = new() { QueueRows = 4 },
    };

    [Theory]
    [InlineData(3000, 1, "too-large")]
    [InlineData(101, 1, "too-large")]
    [InlineData(1, 5, "too-large")]
    public async Task More_bytes_letters_or_rows_than_allowed_are_too_large(int letters, int rows, string code)
    {
        await using var server = await ServerUnderTest.StartAsync(Small);

        var (status, answer) = await server.AskAsync("/predict", JsonSerializer.Serialize(Enumerable.Repeat(new string('a', letters), rows)));

        Assert.Equal((413, code), (status, (string)answer["code"]!));
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_limited_too()
    {
        await using var server = await ServerUnderTest.StartAsync(Small);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/predict") { Content = new StringContent(new string(' ', 3000), Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = true;

        using var response = await server.Client.SendAsync(request);

        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_full_queue_answers_503_and_when_to_try_again()
    {
        await using var server = await ServerUnderTest.StartAsync(new() { Batch = new() { QueueRows = 1, MaxRows = 2, MaxWait = TimeSpan.FromMinutes(1) }, Drain = TimeSpan.FromSeconds(1) });
        _ = server.PostAsync("/predict", "\"a\"");
        HttpResponseMessage refused;
        do
        {
            // until the first one waits; one that overtakes it waits itself, and the next is refused
            refused = await Task.WhenAny(server.PostAsync("/predict", "\"b\""), Task.Delay(200).ContinueWith(_ => new HttpResponseMessage(), TaskScheduler.Default)).Unwrap();
        }
        while ((int)refused.StatusCode != 503);

        Assert.Equal("1", refused.Headers.RetryAfter!.ToString());
        Assert.Contains("\"busy\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_answered_503()
    {
        var settings = new ServeSettings { Limits = new() { Time = TimeSpan.FromMilliseconds(50) }, Batch = new() { MaxRows = 2, MaxWait = TimeSpan.FromMinutes(1) } };
        await using var server = await ServerUnderTest.StartAsync(settings);

        var (status, answer) = await server.AskAsync("/predict", "\"a\"");

        Assert.Equal((503, "timed-out"), (status, (string)answer["code"]!));
    }

    [Fact]
    public async Task A_sender_whose_headers_never_end_is_sent_away()
    {
        await using var server = await ServerUnderTest.StartAsync(Small);
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        await client.GetStream().WriteAsync("POST /predict HTTP/1.1\r\nHost: a\r\n"u8.ToArray());

        using var reader = new StreamReader(client.GetStream());
        var answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Web_pages_may_ask_only_where_it_is_allowed()
    {
        await using var closed = await ServerUnderTest.StartAsync();
        await using var open = await ServerUnderTest.StartAsync(new() { CorsOrigins = ["https://example.org"] });

        Assert.Null(await AllowedAsync(closed, "https://example.org"));
        Assert.Null(await AllowedAsync(open, "https://example.com"));
        Assert.Equal("https://example.org", await AllowedAsync(open, "https://example.org"));
    }

    private static async Task<string?> AllowedAsync(ServerUnderTest server, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/predict");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        using var response = await server.Client.SendAsync(request);
        return response.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed.Single() : null;
    }
}
