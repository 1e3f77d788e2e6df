using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Inference.Predict;
using MlOps.Text.Readers;

namespace MlOps.Inference.Tests.Predict;

/// <summary>Against a server on loopback.</summary>
public sealed class PredictionWebhookTests : IDisposable
{
    private static readonly AnswerColumn[] Columns = [new("prediction", IsNumber: false), new("probability", IsNumber: true)];

    private readonly HttpListener _server = new();
    private readonly HttpClient _http = new();
    private readonly Uri _url;
    private readonly List<(string Body, string? Authorization)> _received = [];
    private readonly Queue<int> _answers = new();

    public PredictionWebhookTests()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            _url = new($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/hook/");
        }

        _server.Prefixes.Add(_url.ToString());
        _server.Start();
        _ = Task.Run(ServeAsync, CancellationToken.None);
    }

    public void Dispose()
    {
        _server.Close();
        _http.Dispose();
    }

    [Fact]
    public async Task Rows_arrive_as_JSON_500_a_request_with_the_token()
    {
        Assert.Equal(1200, await SendAsync(1200, "s3cret"));

        Assert.Equal([500, 500, 200], _received.Select(request => JsonDocument.Parse(request.Body).RootElement.GetArrayLength()));
        Assert.All(_received, request => Assert.Equal("Bearer s3cret", request.Authorization));
        var first = JsonDocument.Parse(_received[0].Body).RootElement[0];
        Assert.Equal(("text 0", "spam", 0.75), (first.GetProperty("text").GetString(), first.GetProperty("prediction").GetString(), first.GetProperty("probability").GetDouble()));
    }

    [Fact]
    public async Task A_server_that_fails_for_a_moment_gets_the_rows_again()
    {
        _answers.Enqueue(503);
        _answers.Enqueue(429);

        Assert.Equal(1, await SendAsync(1, token: null));
        Assert.Equal(3, _received.Count);
        Assert.All(_received, request => Assert.Null(request.Authorization));
    }

    [Theory]
    [InlineData(401, 1)]
    [InlineData(500, 3)]
    public async Task A_server_that_refuses_is_an_error_without_the_token(int status, int requests)
    {
        Enumerable.Repeat(status, 5).ToList().ForEach(_answers.Enqueue);

        var refusal = await Assert.ThrowsAsync<MlOpsException>(() => SendAsync(1, "s3cret"));

        Assert.Equal("MLOPS4105", refusal.Diagnostic.Rule.Code);
        Assert.Contains($"it answers {status}", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refusal.ToString(), StringComparison.Ordinal);
        Assert.Equal(requests, _received.Count);
    }

    private Task<long> SendAsync(int rows, string? token) => new PredictionWebhook(_http, new(_url, "?key=hidden"), token).SendAsync(
        Enumerable.Range(0, rows).Select(row => (new RawRow(row + 1, Location.None, ["text"], [$"text {row}"]), (IReadOnlyList<string>)["spam", "0.75"])),
        Columns,
        TestContext.Current.CancellationToken);

    private async Task ServeAsync()
    {
        while (_server.IsListening)
        {
            try
            {
                var context = await _server.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                _received.Add((await reader.ReadToEndAsync(), context.Request.Headers["Authorization"]));
                context.Response.StatusCode = _answers.TryDequeue(out var status) ? status : 204;
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
