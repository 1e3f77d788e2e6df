using System.Net;
using System.Net.Sockets;
using System.Text;
using MlOps.Ui.Tests.Browsing;
using MlOps.Ui.Tests.Sample;

namespace MlOps.Ui.Tests;

public sealed class SecurityTests(Browser browser)
{
    private static readonly Dictionary<string, string> Archive = new() { ["action"] = "archive", ["version"] = "2", ["reason"] = "because" };

    [Fact]
    public async Task Every_answer_forbids_the_browser_what_the_page_does_not_need()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        using var client = new RawClient(page);

        foreach (var path in (string[])["/", "/models", "/models/mail-spam", "/runs", $"/runs/{SampleState.Second}/errors", "/compare", "/sign-in", "/nothing", "/assets/0/page.css"])
        {
            var headers = (await client.GetAsync(path)).Headers;
            var policy = headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("same-origin", headers.GetValues("Referrer-Policy").Single());
            Assert.False(headers.Contains("Server"));
            var head = await client.SendAsync(new(HttpMethod.Head, page.At(path)));
            Assert.Equal(policy, head.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("", await head.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task No_page_holds_a_script_or_a_style_of_its_own()
    {
        await using var page = await ServedPage.StartAsync(AccessibilityTests.Fill, write: true);
        var tab = browser.Open().Go(page.SignInAddress!);
        tab.UntilTextIs(".rights", "may change");

        foreach (var path in AccessibilityTests.Paths.Except(["/nothing"]))
        {
            tab.Go(page.At(path));
            Assert.Equal(0L, tab.Run("return document.querySelectorAll('script:not([src]), style, [style], [onclick], [onload], [onerror]').length"));
            Assert.Empty(tab.Complaints());
        }
    }

    [Fact]
    public async Task A_page_without_write_changes_nothing_and_offers_no_change()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        using var client = new RawClient(page);
        var before = page.Registry.Show(SampleModels.Name).History.Count;

        Assert.Null(page.SignInAddress);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/models/mail-spam/edit", Archive)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/sign-in", new() { ["token"] = "" })).StatusCode);
        Assert.DoesNotContain("/edit\"", await (await client.GetAsync("/models/mail-spam/2")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, page.Registry.Show(SampleModels.Name).History.Count);
    }

    [Fact]
    public async Task Only_the_printed_token_signs_in()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill, write: true);
        using var client = new RawClient(page);
        var token = page.SignInAddress!.Fragment["#token=".Length..];

        foreach (var wrong in (string[])["", "x", token[..^1], token + "x", token.ToUpperInvariant()])
        {
            var refused = await client.PostAsync("/sign-in", new() { ["token"] = wrong });
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.False(refused.Headers.Contains("Set-Cookie"));
        }

        var answer = await client.PostAsync("/sign-in", new() { ["token"] = token });
        var cookie = answer.Headers.GetValues("Set-Cookie").Single().ToUpperInvariant();
        Assert.Contains("HTTPONLY", cookie, StringComparison.Ordinal);
        Assert.Contains("SAMESITE=STRICT", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(token, answer.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_needs_the_cookie_and_the_key_of_this_session_and_a_form_of_this_page()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill, write: true);
        using var client = new RawClient(page);
        using var other = new RawClient(page);
        var anonymous = await client.KeyAsync();
        await client.SignInAsync();
        await other.SignInAsync();
        var (key, foreign) = (await client.KeyAsync(), await other.KeyAsync());

        Assert.NotEqual(key, foreign);
        foreach (var wrong in (string[])["", "x", anonymous, foreign])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(client.Form("/models/mail-spam/edit", Fields(wrong)))).StatusCode);
        }

        foreach (var (name, value) in (IEnumerable<(string, string?)>)[("Origin", null), ("Origin", "null"), ("Origin", "http://evil.example"), ("Origin", "http://localhost:1"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site")])
        {
            var request = client.Form("/models/mail-spam/edit", Fields(key));
            request.Headers.Remove(name);
            if (value is not null)
            {
                request.Headers.Add(name, value);
            }

            Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(request)).StatusCode);
        }

        var cookie = client.Cookie;
        client.Cookie = null;
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(client.Form("/models/mail-spam/edit", Fields(key)))).StatusCode);
        Assert.Equal(Registry.Stage.Production, page.Registry.Show(SampleModels.Name).Find(2)!.Stage);

        client.Cookie = cookie;
        Assert.Equal(HttpStatusCode.SeeOther, (await client.SendAsync(client.Form("/models/mail-spam/edit", Fields(key)))).StatusCode);
        Assert.Equal(Registry.Stage.Archived, page.Registry.Show(SampleModels.Name).Find(2)!.Stage);

        static FormUrlEncodedContent Fields(string key) => new(Archive.Append(new("key", key)));
    }

    [Fact]
    public async Task After_signing_out_the_cookie_is_worth_nothing()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill, write: true);
        using var client = new RawClient(page);
        await client.SignInAsync();

        Assert.Equal(HttpStatusCode.SeeOther, (await client.PostAsync("/sign-out", [])).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/models/mail-spam/edit", Archive)).StatusCode);
    }

    [Fact]
    public async Task A_name_that_was_bound_to_this_machine_is_refused()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        using var client = new RawClient(page);

        foreach (var host in (string[])["evil.example", "evil.example:80", $"127.0.0.1.evil.example:{page.Address.Port}", "localhost.evil.example"])
        {
            var request = new HttpRequestMessage(HttpMethod.Get, page.Address);
            request.Headers.Host = host;
            var answer = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.DoesNotContain(SampleModels.Name, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        var local = new HttpRequestMessage(HttpMethod.Get, page.Address);
        local.Headers.Host = $"localhost:{page.Address.Port}";
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(local)).StatusCode);
    }

    [Fact]
    public async Task The_page_listens_on_this_machine_alone_unless_told_otherwise()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        Assert.Equal("127.0.0.1", page.Address.Host);
    }

    [Fact]
    public async Task Uploads_that_are_too_large_or_broken_are_refused_before_a_model_reads_them()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        using var client = new RawClient(page);
        var key = await client.KeyAsync();
        var large = client.Form("/models/mail-spam/1/try", Upload(key, "rows.csv", new byte[9 << 20]));
        large.Headers.ExpectContinue = true; // the refusal comes before the bytes are sent

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.SendAsync(large)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.SendAsync(client.Form("/models/mail-spam/1/try", Upload(key, "rows.csv", Encoding.UTF8.GetBytes("text\n" + string.Concat(Enumerable.Repeat("a\n", 1001))))))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.SendAsync(client.Form("/models/mail-spam/1/try", Upload(key, "../../rows.exe", [1])))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.SendAsync(client.Form("/models/mail-spam/1/try", Upload(key, "rows.jsonl", [0xff, 0x00, 0x7b])))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostAsync("/models/mail-spam/1/try", new() { ["text"] = new string('a', 20_001) })).StatusCode);
        Assert.True((int)(await client.SendAsync(client.Form("/models/mail-spam/1/try", Mangled()))).StatusCode is 400 or 403 or 413);

        static MultipartFormDataContent Upload(string key, string name, byte[] bytes) => new() { { new StringContent(key), "key" }, { new ByteArrayContent(bytes), "file", name } };

        static ByteArrayContent Mangled()
        {
            var content = new ByteArrayContent("--x\r\nContent-Disposition: form-data; name=\"fi"u8.ToArray());
            content.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "x") } };
            return content;
        }
    }

    [Fact]
    public async Task Requests_that_are_no_http_are_answered_or_cut_and_leave_the_page_at_work()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        var random = new Random(7);
        for (var times = 0; times < 50; times++)
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(page.Address.Host, page.Address.Port);
            var bytes = Testing.Mutation.Of(Encoding.ASCII.GetBytes($"GET /models/mail-spam?by=f1 HTTP/1.1\r\nHost: {page.Address.Authority}\r\nCookie: a=b\r\n\r\n"), random, 60);
            var stream = socket.GetStream();
            await stream.WriteAsync(bytes);
            socket.Client.Shutdown(SocketShutdown.Send);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var answer = await reader.ReadToEndAsync();
            Assert.DoesNotContain("HTTP/1.1 500", answer, StringComparison.Ordinal);
        }

        using var client = new RawClient(page);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/models/mail-spam")).StatusCode);
    }
}
