using System.Security.Cryptography;
using MlOps.Diagnostics;
using MlOps.Storage.Remote;
using MlOps.Storage.Tests.Fake;

namespace MlOps.Storage.Tests.Remote;

/// <summary>Files of a web server, with a cache of their own.</summary>
public sealed class WebFetchTests : IAsyncLifetime
{
    private const string Path = "/data/mail.csv";
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31))];
    private RemoteBench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await RemoteBench.StartAsync();
        _bench.Web.Files[Path] = Content;
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_file_arrives_with_its_name_and_hash()
    {
        var file = await _bench.FetchAsync(Path);
        Assert.Equal("mail.csv", System.IO.Path.GetFileName(file.Path));
        Assert.Equal(Content, File.ReadAllBytes(file.Path));
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(Content)), (long)Content.Length), (file.Sha256, file.Bytes));
    }

    [Fact]
    public async Task An_unchanged_file_costs_one_request_without_a_body()
    {
        var first = await _bench.FetchAsync(Path);
        var again = await _bench.FetchAsync(Path);
        Assert.Equal(first, again);
        Assert.Equal([200, 304], _bench.Web.Requests.Select(request => request.Status));
    }

    [Fact]
    public async Task A_changed_file_arrives_and_the_one_before_stays_readable()
    {
        var before = await _bench.FetchAsync(Path);
        _bench.Web.Files[Path] = "text,label\n"u8.ToArray();
        var after = await _bench.FetchAsync(Path);
        Assert.Equal("text,label\n", File.ReadAllText(after.Path));
        Assert.Equal(Content, File.ReadAllBytes(before.Path));
    }

    [Fact]
    public async Task A_server_without_validators_is_asked_for_all_of_it_and_the_content_stays_the_same()
    {
        _bench.Web.ETag = _ => null;
        var first = await _bench.FetchAsync(Path);
        Assert.Equal(first, await _bench.FetchAsync(Path));
        Assert.Equal([200, 200], _bench.Web.Requests.Select(request => request.Status));
    }

    [Fact]
    public async Task A_download_that_is_cut_goes_on_where_it_was()
    {
        _bench.Web.Faults = number => number < 2 ? WebFault.CutBody : WebFault.None;
        var file = await _bench.FetchAsync(Path);
        Assert.Equal(Content, File.ReadAllBytes(file.Path));
        Assert.Equal([200, 206, 206], _bench.Web.Requests.Select(request => request.Status));
        Assert.True(_bench.Web.Requests.Last().Range.Length > "bytes=0-".Length);
    }

    [Theory]
    [InlineData(nameof(WebFault.IgnoresRange))]
    [InlineData(nameof(WebFault.WrongRange))]
    public async Task A_server_that_sends_another_part_than_asked_for_gives_the_right_file_all_the_same(string fault)
    {
        _bench.Web.Faults = number => number == 0 ? WebFault.CutBody : number == 1 ? Enum.Parse<WebFault>(fault) : WebFault.None;
        Assert.Equal(Content, File.ReadAllBytes((await _bench.FetchAsync(Path)).Path));
    }

    [Fact]
    public async Task A_file_that_changes_while_its_download_is_cut_is_not_sewn_together()
    {
        byte[] changed = [.. Content.Select(value => (byte)~value)];
        _bench.Web.Faults = number =>
        {
            if (number == 1)
            {
                _bench.Web.Files[Path] = changed;
            }

            return number == 0 ? WebFault.CutBody : WebFault.None;
        };
        Assert.Equal(changed, File.ReadAllBytes((await _bench.FetchAsync(Path)).Path));
    }

    [Fact]
    public async Task A_weak_ETag_saves_a_download_and_joins_no_parts()
    {
        _bench.Web.ETag = hash => $"W/\"{hash}\"";
        _bench.Web.Faults = number => number == 0 ? WebFault.CutBody : WebFault.None;
        Assert.Equal(Content, File.ReadAllBytes((await _bench.FetchAsync(Path)).Path));
        _ = await _bench.FetchAsync(Path);
        Assert.All(_bench.Web.Requests, request => Assert.Equal("", request.Range));
        Assert.Equal([200, 200, 304], _bench.Web.Requests.Select(request => request.Status));
    }

    [Fact]
    public async Task A_busy_server_is_asked_again_with_growing_pauses_and_then_given_up()
    {
        _bench.Web.Faults = number => number < 3 ? WebFault.Busy : WebFault.None;
        _ = await _bench.FetchAsync(Path);
        Assert.Equal([0.5, 1, 2], _bench.Pauses.Select(pause => pause.TotalSeconds));

        _bench.Web.Faults = _ => WebFault.Busy;
        var failure = await _bench.FailAsync("/data/other.csv");
        Assert.Equal(Rules.FetchFailed, failure.Rule);
        Assert.EndsWith("/data/other.csv answers 503; try again later", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3 + 1 + 5, _bench.Web.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_given_up()
    {
        _bench.Web.Faults = _ => WebFault.Silence;
        var failure = await _bench.FailAsync(Path, limits: new() { Patience = TimeSpan.FromSeconds(0.2), MostAttempts = 2 });
        Assert.EndsWith("does not answer within 0.2 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offline_the_cache_is_taken_and_nothing_is_asked()
    {
        var missing = await _bench.FailAsync(Path, isOffline: true);
        Assert.Equal(Rules.NotInCache, missing.Rule);
        var online = await _bench.FetchAsync(Path);
        Assert.Equal(online, await _bench.FetchAsync(Path, isOffline: true));
        _ = Assert.Single(_bench.Web.Requests);
    }

    [Fact]
    public async Task A_cache_that_lost_its_content_is_filled_again()
    {
        File.Delete((await _bench.FetchAsync(Path)).Path);
        Assert.Equal(Content, File.ReadAllBytes((await _bench.FetchAsync(Path)).Path));
    }

    [Theory]
    [InlineData("/nothing.csv", "MLOPS2002", "there is no file at")]
    [InlineData("/private.csv", "MLOPS2016", "may not be read (403)")]
    [InlineData("/loop.csv", "MLOPS2016", "redirects without end")]
    [InlineData("/plain.csv", "MLOPS2016", "redirects to an address that is not encrypted (http://example.org)")]
    [InlineData("/folder/", "MLOPS2016", "https:// has no way to list one")]
    public async Task What_cannot_be_had_is_said_with_its_reason(string path, string code, string reason)
    {
        _bench.Web.Redirects["/loop.csv"] = "/loop.csv";
        _bench.Web.Redirects["/plain.csv"] = "http://example.org/mail.csv";
        var failure = await _bench.FailAsync(path);
        Assert.Equal(code, failure.Rule.Code);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_page_is_not_taken_for_data()
    {
        _bench.Web.ContentType = "text/html";
        Assert.Contains("is a web page", (await _bench.FailAsync(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_followed() => await AssertRedirectAsync("/moved.csv", Path);

    [Fact]
    public async Task A_file_over_the_limit_is_refused_by_what_is_said_of_its_size()
    {
        var failure = await _bench.FailAsync(Path, limits: new RemoteLimits { MostBytes = 100_000 });
        Assert.Contains("at most 100 KB are taken", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_in_an_address_stands_in_no_message_and_in_no_file()
    {
        var failure = await _bench.FailAsync("/nothing.csv?X-Signature=TOPSECRET");
        Assert.DoesNotContain("TOPSECRET", failure.Message, StringComparison.Ordinal);
        _ = await _bench.FetchAsync(Path + "?X-Signature=TOPSECRET");
        foreach (var file in Directory.EnumerateFiles(_bench.Cache, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("TOPSECRET", file + File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Processes_at_once_download_once()
    {
        var files = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _bench.FetchAsync(Path))));
        _ = Assert.Single(files.Distinct());
        Assert.Equal(1, _bench.Web.Requests.Count(request => request.Status == 200));
    }

    private async Task AssertRedirectAsync(string from, string to)
    {
        _bench.Web.Redirects[from] = to;
        Assert.Equal(Content, File.ReadAllBytes((await _bench.FetchAsync(from)).Path));
    }
}
