using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MlOps.Testing;

namespace MlOps.EndToEnd.Tests.Packages;

/// <summary>The example of a program that uses a model: built as its README says, and asked over HTTP.</summary>
[Collection(nameof(PackedProduct))]
public sealed partial class MailApiTests(PackedProduct product) : IDisposable
{
    private readonly UserFolder _user = new(product);

    public void Dispose() => _user.Dispose();

    [Fact]
    public async Task It_judges_mails_over_HTTP()
    {
        var example = Path.Combine(Repository.Top, "examples", "mail-api");
        foreach (var file in Directory.GetFiles(example).Where(file => Path.GetFileName(file) != "nuget.config"))
        {
            _ = _user.Write($"examples/mail-api/{Path.GetFileName(file)}", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        }

        _user.TakeTrained();
        _ = await _user.SucceedAsync("build", "examples/mail-api");

        using var server = Execution.Start(
            _user.Path, "dotnet", [_user.File("examples/mail-api/bin/Debug/net10.0/MailApi.dll"), "--urls", "http://127.0.0.1:0", "--contentRoot", _user.Path]);
        var address = Address().Match(await server.SaysAsync("Now listening on: ")).Value;
        using var client = new HttpClient { BaseAddress = new(address) };

        Assert.Equal("Spam", await JudgeAsync(client, "winner cash prize free claim urgent offer"));
        Assert.Equal("Ham", await JudgeAsync(client, "lunch tomorrow meeting thanks home train mum"));
        foreach (var wrong in (string[])["{}", "{\"text\":null}", "no JSON"])
        {
            using var content = new StringContent(wrong, Encoding.UTF8, "application/json");
            Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync(new Uri("/judge", UriKind.Relative), content, TestContext.Current.CancellationToken)).StatusCode);
        }

        await server.TerminateAsync();
        var ended = await server.EndAsync();
        Assert.True(ended.ExitCode == 0, ended.ToString());
    }

    private static async Task<string?> JudgeAsync(HttpClient client, string text)
    {
        using var answer = await client.PostAsJsonAsync("/judge", new { text }, TestContext.Current.CancellationToken);
        var verdict = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.InRange(verdict.GetProperty("probability").GetDouble(), 0.5, 1);
        return verdict.GetProperty("label").GetString();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+")]
    private static partial Regex Address();
}
