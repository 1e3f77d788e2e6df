using System.Net;
using System.Net.Sockets;
using System.Text;
using MlOps.Inference.Tests;

namespace MlOps.Serving.Tests.Processes;

/// <summary>Spans of a real server, as a collector gets them.</summary>
public sealed class TraceTests
{
    [Fact]
    public async Task A_collector_gets_a_span_that_goes_on_with_the_clients_trace()
    {
        using var folder = TinyModelFolder.Write();
        using var collector = new Collector();
        var environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        };
        using var server = await ServedProcess.StartAsync(environment, $"tiny={folder.Path}");
        using var client = new HttpClient { BaseAddress = server.Address };
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        client.DefaultRequestHeaders.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");

        using var response = await client.PostAsync(new Uri("/predict", UriKind.Relative), new StringContent("\"a\"", Encoding.UTF8, "application/json"));
        var sent = await collector.FirstAsync();

        Assert.Equal(200, (int)response.StatusCode);
        Assert.True(sent.AsSpan().IndexOf(Convert.FromHexString(Trace)) >= 0, "the trace's id");
        Assert.True(sent.AsSpan().IndexOf(Convert.FromHexString("00f067aa0ba902b7")) >= 0, "the client's span");
        Assert.All(["predict tiny", "mlops.version", "mlops-serve", "http.response.status_code"], text => Assert.True(sent.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0, text));
    }

    /// <summary>Takes the body of the first request to /v1/traces.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Collector()
        {
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
            free.Stop();
            _listener.Prefixes.Add($"{Address}/");
            _listener.Start();
        }

        public string Address { get; }

        public async Task<byte[]> FirstAsync()
        {
            var context = await _listener.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(("/v1/traces", "application/x-protobuf"), (context.Request.Url!.AbsolutePath, context.Request.ContentType));
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            context.Response.Close();
            return body.ToArray();
        }

        public void Dispose() => ((IDisposable)_listener).Dispose();
    }
}
