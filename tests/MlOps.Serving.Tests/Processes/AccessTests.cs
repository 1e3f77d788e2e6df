using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MlOps.Inference.Tests;
using MlOps.Serving.Access;
using MlOps.Testing;

namespace MlOps.Serving.Tests.Processes;

/// <summary>Keys and TLS of a real server.</summary>
public sealed class AccessTests
{
    [Fact]
    public async Task Only_a_known_key_for_the_model_is_answered_and_nothing_printed_holds_it()
    {
        using var folder = TinyModelFolder.Write();
        using var files = new TemporaryFolder();
        var (all, allKey) = KeyFile.Create("all", []);
        var (other, otherKey) = KeyFile.Create("other", ["another-model"]);
        var keys = files.Write("keys", $"# who may ask\n{KeyFile.LineOf(allKey)}\n{KeyFile.LineOf(otherKey)}\n");
        using var server = await ServedProcess.StartAsync($"tiny={folder.Path}", "--keys", keys, "--access-log");

        Assert.Equal(401, await AskAsync(server, null));
        Assert.Equal(401, await AskAsync(server, all[..^1]));
        Assert.Equal(403, await AskAsync(server, other));
        Assert.Equal(200, await AskAsync(server, all));
        using var client = new HttpClient { BaseAddress = server.Address };
        using var health = await client.GetAsync(new Uri("/ping", UriKind.Relative));
        using var metrics = await client.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal((200, 401), ((int)health.StatusCode, (int)metrics.StatusCode));

        server.Terminate();
        Assert.Equal(0, await server.EndAsync());
        Assert.Contains("\"key\":\"all\"", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(all, server.Output + server.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("a secret text", server.Output + server.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(all, File.ReadAllText(keys), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_without_a_restart()
    {
        using var folder = TinyModelFolder.Write();
        using var files = new TemporaryFolder();
        WriteCertificate(files, "CN=first");
        using var server = await ServedProcess.StartAsync($"tiny={folder.Path}", "--tls-cert", files.File("cert.pem"), "--tls-key", files.File("key.pem"));
        Assert.Equal("https", server.Address.Scheme);
        Assert.Equal("CN=first", await ShownAsync(server.Address));

        WriteCertificate(files, "CN=second");

        var waiting = Stopwatch.StartNew();
        while (await ShownAsync(server.Address) != "CN=second")
        {
            Assert.True(waiting.Elapsed < TimeSpan.FromSeconds(20), server.Log);
        }
    }

    [Theory]
    [InlineData("MLOPS7001", "--listen", "0.0.0.0")]
    [InlineData("MLOPS1003", "--tls-cert", "cert.pem")]
    [InlineData("MLOPS7003", "--tls-cert", "cert.pem", "--tls-key", "key.pem")]
    [InlineData("MLOPS7002", "--keys", "no-such-file")]
    public async Task What_would_be_unsafe_or_cannot_be_is_refused_at_the_start(string code, params string[] arguments)
    {
        using var folder = TinyModelFolder.Write();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "dotnet-mlops.dll"), "serve", $"tiny={folder.Path}", "--port", "0", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();

        Assert.Contains($"error {code}: ", output, StringComparison.Ordinal);
        await process.WaitForExitAsync();
        Assert.NotEqual(0, process.ExitCode);
        _ = await error;
    }

    private static async Task<int> AskAsync(ServedProcess server, string? key)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var response = await client.PostAsync(new Uri("/predict", UriKind.Relative), new StringContent("\"a secret text\"", Encoding.UTF8, "application/json"));
        return (int)response.StatusCode;
    }

    // a connection of its own, as only new ones see the new certificate
    private static async Task<string> ShownAsync(Uri address)
    {
        var shown = "";
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => (shown = certificate!.Subject).Length > 0 };
        using var client = new HttpClient(handler) { BaseAddress = address };
        using var response = await client.GetAsync(new Uri("/ping", UriKind.Relative));
        Assert.Equal(200, (int)response.StatusCode);
        return shown;
    }

    private static void WriteCertificate(TemporaryFolder files, string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _ = files.Write("cert.pem", certificate.ExportCertificatePem());
        _ = files.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
    }
}
