using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using MlOps.Inference.Tests;
using MlOps.Testing;

namespace MlOps.Serving.Tests.Hostile;

/// <summary>
/// A real server against clients that mean harm: it does not end, answers no 5xx but 503, its memory stays where it was, and others are
/// answered all the while. A tenth of it runs by default, all with <c>./build.sh test --full</c>.
/// </summary>
public sealed partial class HostileTests
{
    private const long MostGrowth = 200L << 20;

    private static readonly int Share = Environment.GetEnvironmentVariable("MLOPS_TEST_FULL") == "1" ? 1 : 10;

    private static readonly (string Path, string Type, string Body)[] Sound =
    [
        ("/predict", "application/json", """[{"text": "a b c", "other": {"x": [1, 2.5e3, null, true]}}, "d e \u00e9\ud83d\ude00"]"""),
        ("/predict", "application/x-ndjson", "{\"text\": \"a\"}\n\"b\"\n"),
        ("/predict", "text/csv", "n,text\n1,\"a, \"\"b\"\"\"\n2,c\n"),
        ("/invocations", "application/json", """{"dataframe_split": {"columns": ["n", "text"], "data": [[1, "a"], [2, "b c"]]}, "params": {"top": 2}}"""),
        ("/invocations", "application/json", """{"inputs": {"text": ["a", "b"], "n": [1, 2]}}"""),
        ("/invocations", "text/csv", "text\na b\n"),
        ("/v2/models/tiny/infer", "application/json", """{"id": "7", "inputs": [{"name": "text", "shape": [2], "datatype": "BYTES", "data": ["a", "b"]}], "outputs": [{"name": "prediction"}]}"""),
    ];

    [Fact]
    public async Task Ten_thousand_damaged_bodies_break_nothing()
    {
        using var folder = TinyModelFolder.Write();
        using var server = await ServedProcess.StartAsync($"tiny={folder.Path}");
        using var client = new HttpClient { BaseAddress = server.Address };
        await RequireAnswerAsync(client);
        var before = await MemoryAsync(client);
        var statuses = new ConcurrentDictionary<int, int>();

        await Parallel.ForEachAsync(Enumerable.Range(0, 10_000 / Share), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (seed, ct) =>
        {
            var (path, type, body) = Sound[seed % Sound.Length];
            using var content = new ByteArrayContent(Mutation.Of(Encoding.UTF8.GetBytes(body), new Random(seed), within: body.Length));
            content.Headers.ContentType = new MediaTypeHeaderValue(type);
            using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content, ct);
            var status = (int)response.StatusCode;
            _ = statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
            Assert.True(status is 200 or 400 or 413, $"seed {seed}: {status} {await response.Content.ReadAsStringAsync(ct)}");
        });

        await RequireAnswerAsync(client);
        Assert.True(statuses[200] > 0 && statuses[400] > 0);
        Assert.True(await MemoryAsync(client) - before < MostGrowth);
        Assert.DoesNotContain("MLOPS9001", server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_idle_or_slow_connections_keep_nobody_else_waiting()
    {
        using var folder = TinyModelFolder.Write();
        using var server = await ServedProcess.StartAsync($"tiny={folder.Path}");
        using var client = new HttpClient { BaseAddress = server.Address };
        await RequireAnswerAsync(client);
        var before = await MemoryAsync(client);
        string[] begun =
        [
            "",
            "POST /predict HTTP/1.1\r\nHost: a\r\nX-Slow: ",
            "POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 10000000\r\n\r\n[",
            "POST /invocations HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
            "GET /" + new string('a', 20_000),
            "\u0016\u0003\u0001no HTTP at all\r\n\r\n",
        ];
        var connections = new List<TcpClient>();
        try
        {
            for (var number = 0; number < 10_000 / Share; number++)
            {
                var connection = new TcpClient();
                connections.Add(connection);
                await connection.ConnectAsync(server.Address.Host, server.Address.Port);
                await SendAsync(connection, begun[number % begun.Length]);
                if (number % 100 == 0)
                {
                    await RequireAnswerAsync(client);
                }
            }

            using var newcomer = new HttpClient { BaseAddress = server.Address };
            await RequireAnswerAsync(newcomer);
            Assert.True(await MemoryAsync(client) - before < MostGrowth + (connections.Count * 20_000L));
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }

        await RequireAnswerAsync(client);
    }

    // larger than all bodies together may be
    [Fact]
    public async Task Many_large_bodies_at_once_are_refused_before_they_take_memory()
    {
        using var folder = TinyModelFolder.Write();
        using var server = await ServedProcess.StartAsync($"tiny={folder.Path}");
        using var client = new HttpClient { BaseAddress = server.Address };
        await RequireAnswerAsync(client);
        var connections = new List<TcpClient>();
        try
        {
            for (var number = 0; number < 60; number++)
            {
                var connection = new TcpClient();
                connections.Add(connection);
                await connection.ConnectAsync(server.Address.Host, server.Address.Port);
                await SendAsync(connection, "POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 10000000\r\n\r\n[");
            }

            using var reader = new StreamReader(connections[^1].GetStream());
            Assert.StartsWith("HTTP/1.1 503 ", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }

    private static async Task SendAsync(TcpClient connection, string text)
    {
        try
        {
            await connection.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));
        }
        catch (IOException)
        {
            // sent away already, which is as good
        }
    }

    private static async Task RequireAnswerAsync(HttpClient client)
    {
        using var response = await client.PostAsync(new Uri("/predict", UriKind.Relative), new StringContent("\"a b\"", Encoding.UTF8, "application/json"));
        Assert.Equal(200, (int)response.StatusCode);
    }

    private static async Task<long> MemoryAsync(HttpClient client)
    {
        var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return (long)double.Parse(Memory().Match(metrics).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^process_resident_memory_bytes (.+)$", RegexOptions.Multiline)]
    private static partial Regex Memory();
}
