using System.Security.Cryptography;
using MlOps.Diagnostics;
using MlOps.Storage.S3;
using MlOps.Storage.Tests.Fake;
using MlOps.Storage.Tests.Remote;
using MlOps.Testing;

namespace MlOps.Storage.Tests.S3;

/// <summary>Against a store that others wrote.</summary>
/// <param name="server">The store, one for all tests.</param>
public sealed class S3ClientTests(S3Server server) : IClassFixture<S3Server>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((5 << 20) + 1)]
    [InlineData((11 << 20) + 7)]
    public async Task What_goes_up_in_one_piece_or_in_parts_comes_down_the_same(int bytes)
    {
        var content = new byte[bytes];
        new Random(bytes).NextBytes(content);
        var path = _folder.File("up");
        File.WriteAllBytes(path, content);
        using var client = new S3Client(server.Settings, partBytes: 5 << 20);
        await client.UploadAsync(S3Server.Bucket, "a/b c/ü+%.bin", path, CancellationToken.None);
        Assert.Equal(bytes, (await client.FindAsync(S3Server.Bucket, "a/b c/ü+%.bin", CancellationToken.None))!.Bytes);
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(content)),
            await client.DownloadAsync(S3Server.Bucket, "a/b c/ü+%.bin", null, _folder.File("down"), CancellationToken.None));
        Assert.Equal(content, File.ReadAllBytes(_folder.File("down")));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        using var client = new S3Client(server.Settings);
        Assert.Null(await client.FindAsync(S3Server.Bucket, "nothing", CancellationToken.None));
    }

    [Fact]
    public async Task Keys_that_the_store_does_not_know_are_refused_without_being_repeated()
    {
        using var client = new S3Client(server.Settings with { AccessKey = "NOBODY", SecretKey = "not-the-secret" });
        var refusal = await Assert.ThrowsAsync<S3Refusal>(() => client.UploadAsync(S3Server.Bucket, "a", _folder.Write("a", "a"), CancellationToken.None));
        Assert.Contains("does not take the keys (InvalidAccessKeyId)", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-secret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_is_signed_with_the_SHA_256_of_its_bytes()
    {
        await using var web = await FakeWeb.StartAsync();
        using var client = new S3Client(server.Settings with { Endpoint = new(web.Address) });
        await client.UploadAsync(S3Server.Bucket, "a", _folder.Write("a", "weights"), CancellationToken.None);
        var request = Assert.Single(web.Requests);
        Assert.Equal("/models/a", request.Path);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("weights"u8)), request.ContentSha256);
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_named()
    {
        using var client = new S3Client(S3Settings.Read(name => name is "AWS_ENDPOINT_URL" ? "http://127.0.0.1:9" : name is "AWS_NO_SIGN_REQUEST" ? "1" : null));
        var refusal = await Assert.ThrowsAsync<S3Refusal>(() => client.FindAsync(S3Server.Bucket, "a", CancellationToken.None));
        Assert.True(refusal.IsTransient);
        Assert.StartsWith("cannot be reached at http://127.0.0.1:9", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_is_fetched_once_and_then_asked_for_by_its_ETag()
    {
        await PutAsync("data/mail.csv", "text,label\n");
        await using var bench = await BenchAsync();
        var first = await bench.FetchAddressAsync("s3://models/data/mail.csv");
        Assert.Equal("text,label\n", File.ReadAllText(first.Path));
        File.SetLastWriteTimeUtc(first.Path, DateTime.UnixEpoch);
        Assert.Equal(first, await bench.FetchAddressAsync("s3://models/data/mail.csv"));
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(first.Path));

        await PutAsync("data/mail.csv", "text,label\nhello,ham\n");
        Assert.Equal("text,label\nhello,ham\n", File.ReadAllText((await bench.FetchAddressAsync("s3://models/data/mail.csv")).Path));
    }

    [Fact]
    public async Task A_prefix_is_a_folder_whose_hash_changes_with_any_object()
    {
        await PutAsync("bert/config.json", "{}");
        await PutAsync("bert/onnx/model.onnx", "weights");
        await PutAsync("bert2/config.json", "another");
        await using var bench = await BenchAsync();
        var first = await bench.FetchAddressAsync("s3://models/bert/");
        Assert.Equal(["config.json", "onnx/model.onnx"], Directory.EnumerateFiles(first.Path, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(first.Path, path)).Order());
        Assert.Equal(first, await bench.FetchAddressAsync("s3://models/bert/"));

        await PutAsync("bert/vocab.txt", "[PAD]");
        var second = await bench.FetchAddressAsync("s3://models/bert/");
        Assert.NotEqual(first.Sha256, second.Sha256);
        Assert.Equal("weights", File.ReadAllText(Path.Combine(second.Path, "onnx", "model.onnx")));
    }

    [Theory]
    [InlineData("s3://models/nothing.csv", "there is no object at s3://models/nothing.csv")]
    [InlineData("s3://models/nothing/", "there is no object at s3://models/nothing/")]
    [InlineData("s3://elsewhere/mail.csv", "there is no bucket at s3://elsewhere/mail.csv")]
    public async Task What_is_not_there_is_said(string address, string message)
    {
        await using var bench = await BenchAsync();
        var failure = await Assert.ThrowsAsync<MlOpsException>(() => bench.FetchAddressAsync(address));
        Assert.Equal((Rules.MissingInput, message), (failure.Diagnostic.Rule, failure.Diagnostic.Message));
    }

    [Theory]
    [InlineData("http://store.example.org:9000")]
    [InlineData("minio")]
    [InlineData("https://user:password@store.example.org")]
    public void An_endpoint_that_keys_should_not_be_sent_to_is_refused(string endpoint)
    {
        var failure = Assert.Throws<MlOpsException>(() => S3Settings.Read(name => name == "AWS_ENDPOINT_URL" ? endpoint : null));
        Assert.Equal(Rules.BadAddress, failure.Diagnostic.Rule);
        Assert.DoesNotContain("password", failure.Message, StringComparison.Ordinal);
    }

    private async Task PutAsync(string key, string text)
    {
        using var client = new S3Client(server.Settings);
        await client.UploadAsync(S3Server.Bucket, key, _folder.Write("put", text), CancellationToken.None);
    }

    private Task<RemoteBench> BenchAsync() => RemoteBench.StartAsync(server.Settings);
}
