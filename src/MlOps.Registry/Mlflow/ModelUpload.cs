using System.Security.Cryptography;
using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Registry.Cards;
using MlOps.Registry.Mlflow.Wire;
using MlOps.Registry.Storage;

namespace MlOps.Registry.Mlflow;

/// <summary>Brings a candidate to the server: a run with its settings and metrics, and its files as artifacts of that run, the manifest last.</summary>
/// <param name="client">The server.</param>
/// <param name="runs">Its runs.</param>
/// <param name="time">The clock.</param>
internal sealed class ModelUpload(MlflowClient client, MlflowRuns runs, TimeProvider time)
{
    private const string Folder = "model";

    /// <summary>Uploads a candidate. What a killed process leaves is a run without a version, which counts for nothing.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="files">Its model files.</param>
    /// <param name="ct">Stops the upload.</param>
    /// <exception cref="MlOpsException">MLOPS5204: the server does not pass artifacts on.</exception>
    public async Task<UploadedModel> UploadAsync(Candidate candidate, IReadOnlyList<ModelFile> files, CancellationToken ct)
    {
        var name = candidate.Change.Run.Length > 0 ? candidate.Change.Run : candidate.Model;
        var run = await runs.BeginAsync(candidate.Model, name, TagsOf(candidate), ct);
        var status = "FAILED";
        try
        {
            await runs.LogAsync(run.RunId, ParametersOf(candidate.Description), MetricsOf(candidate), ct);
            var uploaded = await UploadAsync(candidate, files, run, ct);
            status = "FINISHED";
            return uploaded;
        }
        finally
        {
            await TryEndAsync(run.RunId, status, ct);
        }
    }

    private async Task<UploadedModel> UploadAsync(Candidate candidate, IReadOnlyList<ModelFile> files, MlflowRunInfo run, CancellationToken ct)
    {
        var path = $"{PathOf(run)}/{Folder}";
        foreach (var file in files)
        {
            await client.UploadAsync($"{path}/{file.Path}", () => File.OpenRead(Path.Combine(candidate.Folder, file.Path)), ct);
        }

        var contentHash = ModelFiles.ContentHashOf(files);
        var version = candidate.AsVersion(Lineage.NoVersionYet, contentHash, files.Sum(file => file.Bytes), time.GetUtcNow());
        var lineage = Lineage.Of(version, candidate);
        ModelFile[] added =
        [
            await UploadAsync(path, Lineage.FileName, lineage.ToJson(), ct),
            await UploadAsync(path, ModelCard.FileName, ModelCard.Write(lineage, candidate), ct),
        ];
        var manifest = new VersionManifest(VersionManifest.CurrentFormat, contentHash, [.. files, .. added]);
        var written = await UploadAsync(path, VersionManifest.FileName, JsonSerializer.SerializeToUtf8Bytes(manifest, RegistryJson.Default.VersionManifest), ct);
        return new(run.RunId, $"{run.ArtifactUri.TrimEnd('/')}/{Folder}", manifest, written.Sha256);
    }

    private async Task<ModelFile> UploadAsync(string folder, string name, byte[] content, CancellationToken ct)
    {
        await client.UploadAsync($"{folder}/{name}", () => new MemoryStream(content), ct);
        return new(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    // a run that stays RUNNING is only untidy
    private async Task TryEndAsync(string run, string status, CancellationToken ct)
    {
        try
        {
            await runs.EndAsync(run, status, ct);
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException or MlflowRefusal && status == "FAILED")
        {
            // what failed before is what the user must know
        }
    }

    private static string PathOf(MlflowRunInfo run) => MlflowRuns.PathOf(run.ArtifactUri) ?? throw new MlOpsException(
        Rules.MlflowArtifacts, Location.None, $"the MLflow server keeps the artifacts of its runs at {run.ArtifactUri} and has its clients go there; mlops takes a server that passes artifacts on");

    private static MlflowTag[] TagsOf(Candidate candidate) =>
    [
        new("mlflow.user", candidate.Change.By),
        new("mlflow.source.name", "mlops"),
        new("mlflow.note.content", candidate.Purpose),
        new("mlops.run", candidate.Change.Run),
        new("mlops.data", candidate.Description.DataHash),
        new("mlops.base", candidate.Description.BaseHash),
        new("mlops.training", candidate.Trained?.Fingerprint.Sha256 ?? ""),
    ];

    private static IEnumerable<MlflowTag> ParametersOf(ModelDescription model) =>
    [
        new("task", model.Task),
        new("base", model.Base),
        new("family", model.Family),
        new("labels", string.Join(", ", model.Labels)),
        new("max-tokens", FormattableString.Invariant($"{model.MaxTokens}")),
        new("precision", model.Precision),
        new("seed", FormattableString.Invariant($"{model.Seed}")),
    ];

    private static IEnumerable<MlflowMetric> MetricsOf(Candidate candidate) =>
        from metric in candidate.Evaluation.Metrics
        where metric.Value is { } value && double.IsFinite(value)
        select new MlflowMetric(MlflowKey.Of(metric.Key), metric.Value!.Value);
}
