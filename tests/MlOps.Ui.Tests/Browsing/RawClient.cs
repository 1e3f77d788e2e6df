using System.Net;
using System.Text.RegularExpressions;
using MlOps.Ui.Tests.Sample;

namespace MlOps.Ui.Tests.Browsing;

/// <summary>Requests without a browser, as an attacker sends them. It keeps no cookies by itself and follows nothing.</summary>
internal sealed partial class RawClient(ServedPage page) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    /// <summary>The cookie that is sent, once there was a sign-in.</summary>
    public string? Cookie { get; set; }

    /// <summary>Signs in as the printed address does.</summary>
    public async Task SignInAsync()
    {
        var token = page.SignInAddress!.Fragment["#token=".Length..];
        var answer = await PostAsync("/sign-in", new() { ["token"] = token });
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split(';')[0];
    }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new(HttpMethod.Get, page.At(path)));

    /// <summary>Sends a form with everything that a browser on the page would send along.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> fields) =>
        await SendAsync(Form(path, new FormUrlEncodedContent(fields.Append(new("key", await KeyAsync())))));

    /// <summary>A request that a browser on the page would send.</summary>
    public HttpRequestMessage Form(string path, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, page.At(path)) { Content = content };
        request.Headers.Add("Origin", page.Address.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return request;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (Cookie is not null)
        {
            request.Headers.Add("Cookie", Cookie);
        }

        return await _http.SendAsync(request);
    }

    /// <summary>The key that the page's forms carry for this client.</summary>
    public async Task<string> KeyAsync()
    {
        var html = await (await GetAsync(Cookie is null ? $"/models/{SampleModels.Name}/1" : "/")).Content.ReadAsStringAsync();
        return Key().Match(html).Groups[1].Value;
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"key\" value=\"([^\"]+)\"")]
    private static partial Regex Key();
}
