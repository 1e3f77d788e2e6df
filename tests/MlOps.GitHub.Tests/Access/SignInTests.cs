using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MlOps.Diagnostics;
using MlOps.GitHub.Access;
using MlOps.GitHub.Tests.Fake;
using MlOps.Testing;

namespace MlOps.GitHub.Tests.Access;

public sealed class SignInTests : IAsyncLifetime
{
    private readonly RSA _key = RSA.Create(2048);
    private Bench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Bench.StartAsync();

    public ValueTask DisposeAsync()
    {
        _key.Dispose();
        return _bench.DisposeAsync();
    }

    [Fact]
    public async Task A_token_is_sent_with_every_request_below_the_path_of_an_enterprise_server()
    {
        await ListAsync(_bench.Connect());

        Assert.Equal(("GET /repos/octo-org/mail/issues/7/comments", $"Token {FakeGitHub.Token}"), Seen(0));
    }

    [Fact]
    public async Task An_app_finds_its_installation_and_uses_one_token_until_shortly_before_its_end()
    {
        UseApp(_key.ExportPkcs8PrivateKeyPem());
        var connection = _bench.Connect();

        await ListAsync(connection);
        await ListAsync(connection);
        _bench.Time.Advance(TimeSpan.FromMinutes(56));
        connection.Budget.Open(TimeSpan.FromMinutes(2), CancellationToken.None);
        await ListAsync(connection);

        Assert.Equal(
            [
                "GET /repos/octo-org/mail/installation", "POST /app/installations/77/access_tokens", "GET /repos/octo-org/mail/issues/7/comments",
                "GET /repos/octo-org/mail/issues/7/comments",
                "GET /repos/octo-org/mail/installation", "POST /app/installations/77/access_tokens", "GET /repos/octo-org/mail/issues/7/comments",
            ],
            _bench.GitHub.Requests.Select(request => request.ToString()));
        Assert.Equal($"Token {FakeGitHub.InstallationToken}", Seen(2).Authorization);
    }

    [Fact]
    public async Task The_apps_token_is_signed_with_its_key_and_valid_for_less_than_ten_minutes()
    {
        UseApp(_key.ExportRSAPrivateKeyPem()); // as GitHub hands keys out: PKCS#1

        await ListAsync(_bench.Connect());

        var parts = Seen(0).Authorization["Bearer ".Length..].Split('.');
        Assert.True(_key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        var now = _bench.Time.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(("12345", -60, 540), ((string)claims["iss"]!, (long)claims["iat"]! - now, (long)claims["exp"]! - now));
        Assert.Equal("""{"alg":"RS256","typ":"JWT"}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])));
    }

    [Fact]
    public async Task An_app_that_is_not_installed_says_so()
    {
        UseApp(_key.ExportPkcs8PrivateKeyPem());
        _bench.GitHub.Installation = null;

        var thrown = await Assert.ThrowsAsync<MlOpsException>(() => ListAsync(_bench.Connect()));

        Assert.Equal("mlops: error MLOPS6104: the GitHub App is not installed in octo-org/mail", thrown.Message);
    }

    [Theory]
    [InlineData("not a key at all")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nc2VjcmV0c2VjcmV0\n-----END PRIVATE KEY-----")]
    public async Task A_key_that_is_none_is_not_quoted(string pem)
    {
        UseApp(pem);

        var thrown = await Assert.ThrowsAsync<MlOpsException>(() => ListAsync(_bench.Connect()));

        Assert.Equal(Rules.BadSignIn, thrown.Diagnostic.Rule);
        Assert.DoesNotContain("c2VjcmV0", thrown.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("not a key at all", thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_may_lie_in_a_file()
    {
        using var folder = new TemporaryFolder();
        _bench.Environment["MLOPS_GITHUB_APP_ID"] = "12345";
        _bench.Environment["MLOPS_GITHUB_APP_KEY_FILE"] = folder.Write("app.pem", "PEM");

        Assert.Equal("PEM", Read()!.App!.Pem);
    }

    [Theory]
    [InlineData("GITHUB_TOKEN", "ghp_with\nnewline", "GITHUB_TOKEN holds characters that no token has")]
    [InlineData("GITHUB_TOKEN", "ghp_with blank", "GITHUB_TOKEN holds characters that no token has")]
    [InlineData("GITHUB_API_URL", "http://ghe.example.com/api/v3", "GITHUB_API_URL is no address that begins with https://")]
    [InlineData("MLOPS_GITHUB_APP_ID", "12345", "MLOPS_GITHUB_APP_ID is set; set MLOPS_GITHUB_APP_KEY or MLOPS_GITHUB_APP_KEY_FILE, too")]
    [InlineData("MLOPS_GITHUB_APP_ID", "1\",\"x\":\"", "MLOPS_GITHUB_APP_ID is neither an App's id nor its client id")]
    public void A_value_that_cannot_be_used_is_named_and_not_quoted(string variable, string value, string message)
    {
        _bench.Environment[variable] = value;

        Assert.Equal($"mlops: error MLOPS6104: {message}", Assert.Throws<MlOpsException>(Read).Message);
    }

    [Fact]
    public void Without_a_token_nobody_signs_in()
    {
        _bench.Environment["GITHUB_TOKEN"] = " ";

        Assert.Null(Read());
    }

    [Theory]
    [InlineData("octo-org/mail", true)]
    [InlineData("octo-org/mail.net_2", true)]
    [InlineData("octo-org", false)]
    [InlineData("octo-org/mail/x", false)]
    [InlineData("octo-org/..", false)]
    [InlineData("-x/mail", false)]
    [InlineData("octo org/mail", false)]
    [InlineData("octo-org/mail\n", false)]
    [InlineData(null, false)]
    public void A_repository_is_an_owner_and_a_name(string? text, bool isOne) => Assert.Equal(isOne ? text : null, RepositoryName.Parse(text)?.ToString());

    private static async Task ListAsync(GitHubConnection connection) => _ = await connection.Client.Issue.Comment.GetAllForIssue("octo-org", "mail", 7);

    private GitHubSettings? Read() => GitHubSettings.Read(_bench.Environment.GetValueOrDefault);

    private void UseApp(string pem)
    {
        _bench.Environment["MLOPS_GITHUB_APP_ID"] = "12345";
        _bench.Environment["MLOPS_GITHUB_APP_KEY"] = pem;
    }

    private (string Request, string Authorization) Seen(int index)
    {
        var request = _bench.GitHub.Requests.ElementAt(index);
        return (request.ToString(), request.Authorization);
    }
}
