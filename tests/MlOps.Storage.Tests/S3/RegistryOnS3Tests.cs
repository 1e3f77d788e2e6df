using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Registry;
using MlOps.Registry.Postgres;
using MlOps.Registry.Tests;
using MlOps.Remote;
using MlOps.Spec;
using MlOps.Storage.S3;
using MlOps.Storage.Tests.Fake;
using MlOps.Testing;

namespace MlOps.Storage.Tests.S3;

/// <summary>A registry in PostgreSQL whose files lie in a store of S3's protocol: both are real servers.</summary>
/// <param name="postgres">The tables.</param>
/// <param name="s3">The store.</param>
public sealed class RegistryOnS3Tests(PostgresServer postgres, S3Server s3) : IClassFixture<PostgresServer>, IClassFixture<S3Server>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _database = postgres.NewDatabase();

    // a prefix of each test's own
    private readonly string _prefix = Guid.NewGuid().ToString("n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_one_machine_registers_another_fetches_the_same()
    {
        using var here = Open("here");
        using var there = Open("there");
        var candidate = Candidates.Make(_folder.File("model"), "one");

        var registration = here.Register(candidate, CancellationToken.None);
        var version = there.Find(ModelReference.Parse("mail-spam@Production"));
        there.Fetch(version, CancellationToken.None);

        Assert.Equal(ContentHash.OfFolder(candidate.Folder), registration.ContentHash);
        Assert.Equal(candidate.Evaluation.Metrics, there.LineageOf(version).Metrics);
        Assert.Equal(File.ReadAllBytes(Path.Combine(candidate.Folder, "model.onnx")), File.ReadAllBytes(Path.Combine(version.Folder, "model.onnx")));
        Assert.Equal("[PAD]\n[UNK]\n", File.ReadAllText(Path.Combine(version.Folder, "tokens", "vocab.txt")));
        Assert.True(there.IsIntact(version));
    }

    [Fact]
    public async Task A_file_that_somebody_changed_in_the_store_is_refused_and_nothing_is_kept_of_it()
    {
        using var here = Open("here");
        using var there = Open("there");
        _ = here.Register(Candidates.Make(_folder.File("model"), "one"), CancellationToken.None);
        using var client = new S3Client(s3.Settings);
        var weights = ContentHash.OfFile(_folder.File("model/model.onnx"));
        await client.UploadAsync(S3Server.Bucket, $"{_prefix}/sha256/{weights[..2]}/{weights}", _folder.Write("other", "other weights"), TestContext.Current.CancellationToken);

        var version = there.Find(ModelReference.Parse("mail-spam@1"));
        var failure = Assert.Throws<MlOpsException>(() => there.Fetch(version, CancellationToken.None));

        Assert.Equal(Rules.RegistryDamaged, failure.Diagnostic.Rule);
        Assert.False(Directory.Exists(version.Folder));
    }

    [Fact]
    public async Task A_file_that_is_missing_in_the_store_is_named()
    {
        using var here = Open("here");
        using var there = Open("there");
        _ = here.Register(Candidates.Make(_folder.File("model"), "one"), CancellationToken.None);
        using var client = new S3Client(s3.Settings);
        var weights = ContentHash.OfFile(_folder.File("model/model.onnx"));
        await client.DeleteAsync(S3Server.Bucket, $"{_prefix}/sha256/{weights[..2]}/{weights}", TestContext.Current.CancellationToken);

        var failure = Assert.Throws<MlOpsException>(() => there.Fetch(there.Find(ModelReference.Parse("mail-spam@1")), CancellationToken.None));

        Assert.Equal(Rules.RegistryDamaged, failure.Diagnostic.Rule);
        Assert.Contains(weights, failure.Diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_that_takes_nothing_leaves_no_version_behind()
    {
        using var registry = Open("here", "no-such-bucket");

        var failure = Assert.Throws<MlOpsException>(() => registry.Register(Candidates.Make(_folder.File("model"), "one"), CancellationToken.None));

        Assert.Equal(Rules.ArtifactsFailed, failure.Diagnostic.Rule);
        Assert.Empty(registry.Models());
    }

    [Fact]
    public void Only_what_no_version_has_and_is_a_day_old_is_collected()
    {
        using var registry = Open("here");
        _ = registry.Register(Candidates.Make(_folder.File("model"), "one"), CancellationToken.None);
        using var artifacts = Artifacts(S3Server.Bucket);
        var left = _folder.Write("left", "what a killed process left");
        artifacts.Put(ContentHash.OfFile(left), left, CancellationToken.None);
        var before = artifacts.List(CancellationToken.None).Select(artifact => artifact.Sha256).ToHashSet();

        artifacts.Remove(ContentHash.OfFile(left), DateTime.UtcNow.AddDays(-1), CancellationToken.None);
        Assert.Equal(before, artifacts.List(CancellationToken.None).Select(artifact => artifact.Sha256).ToHashSet());

        artifacts.Remove(ContentHash.OfFile(left), DateTime.UtcNow.AddDays(1), CancellationToken.None);
        _ = before.Remove(ContentHash.OfFile(left));
        Assert.Equal(before, artifacts.List(CancellationToken.None).Select(artifact => artifact.Sha256).ToHashSet());
    }

    private PostgresRegistry Open(string machine, string bucket = S3Server.Bucket) =>
        new(PostgresAddress.Parse(postgres.Address(_database), PostgresServer.Environment), Artifacts(bucket), _folder.File(machine), TimeProvider.System);

    private S3Artifacts Artifacts(string bucket) => new(RemoteAddress.Parse(new SpecText($"s3://{bucket}/{_prefix}", Location.None)), s3.Settings, TimeProvider.System);
}
