using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json;
using MlOps.Registry.Mlflow.Wire;

namespace MlOps.Registry.Mlflow;

/// <summary>What mlops keeps of a version in its tags on the MLflow server.</summary>
/// <param name="tags">All tags of a version, or of a registered model.</param>
internal sealed class VersionTags(IReadOnlyList<MlflowTag>? tags)
{
    /// <summary>What the keys of mlops's own tags begin with; users give none such.</summary>
    public const string Prefix = "mlops.";

    /// <summary>SHA-256 of the manifest. A version without it is not one of mlops's.</summary>
    public const string Manifest = Prefix + "manifest";

    /// <summary>What the version waits for, as JSON.</summary>
    public const string WaitingFor = Prefix + "waiting";

    /// <summary>The run that keeps the history; a tag of the registered model.</summary>
    public const string HistoryRun = Prefix + "history-run";

    /// <summary>How many lines the history has and the hash of the last one; a tag of the registered model.</summary>
    public const string HistoryHead = Prefix + "history-head";

    private const string Content = Prefix + "content";
    private const string Bytes = Prefix + "bytes";
    private const string By = Prefix + "by";
    private const string Run = Prefix + "run";
    private const string Training = Prefix + "training";
    private const string Approvals = Prefix + "approvals";
    private const string AttachmentPrefix = Prefix + "attached/";

    /// <summary>SHA-256 of the manifest; null for a version of another client.</summary>
    public string? ManifestHash => Find(Manifest) is { Length: 64 } hash && Find(Content) is { Length: 64 } ? hash : null;

    /// <summary>Fingerprint of the training that the version comes from; null where it is not known.</summary>
    public string? TrainingOf => Find(Training);

    /// <summary>The tags that people gave.</summary>
    public IReadOnlyDictionary<string, string> OfPeople => (tags ?? []).Where(tag => !tag.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToList() is { Count: > 0 } own
        ? new SortedDictionary<string, string>(own.ToDictionary(tag => tag.Key, tag => tag.Value), StringComparer.Ordinal)
        : ReadOnlyDictionary<string, string>.Empty;

    /// <summary>A tag's value; null where it is absent.</summary>
    /// <param name="key">The tag.</param>
    public string? Find(string key) => tags?.FirstOrDefault(tag => tag.Key == key)?.Value;

    /// <summary>The version as the registry shows it.</summary>
    /// <param name="version">The version on the server.</param>
    /// <param name="cache">Full path of the folder for what is downloaded of its model.</param>
    /// <remarks>One of another client has what the server knows of it, and neither a content hash nor files that can be checked.</remarks>
    public ModelVersion Read(MlflowVersion version, string cache)
    {
        var (number, isOurs) = (MlflowModels.NumberOf(version), ManifestHash is not null);
        var content = isOurs ? Find(Content)! : "";
        return new(
            version.Name,
            number,
            Enum.TryParse<Stage>(version.CurrentStage, out var stage) ? stage : Stage.None,
            content,
            long.TryParse(Find(Bytes), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0,
            DateTimeOffset.FromUnixTimeMilliseconds(version.CreationTimestamp),
            Find(By) ?? version.UserId ?? "",
            Find(Run) ?? version.RunId ?? "",
            Path.Combine(cache, string.Create(CultureInfo.InvariantCulture, $"{number}-{(isOurs ? content : "foreign")}")))
        {
            Description = version.Description ?? "",
            Tags = OfPeople,
            Attachments = ReadAttachments(),
            Approvals = int.TryParse(Find(Approvals), NumberStyles.None, CultureInfo.InvariantCulture, out var approvals) ? approvals : 0,
            Waiting = Find(WaitingFor) is { } json ? JsonSerializer.Deserialize(json, RegistryJson.Default.Waiting) : null,
        };
    }

    /// <summary>The tags that a new version gets.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="upload">Its files on the server.</param>
    public static IEnumerable<MlflowTag> Of(Candidate candidate, UploadedModel upload) =>
    [
        new(Manifest, upload.ManifestHash),
        new(Content, upload.Manifest.ContentHash),
        new(Bytes, upload.Manifest.Files.Sum(file => file.Bytes).ToString(CultureInfo.InvariantCulture)),
        new(By, candidate.Change.By),
        new(Run, candidate.Change.Run),
        new(Training, candidate.Trained?.Fingerprint.Sha256 ?? ""),
        new(Approvals, candidate.Approvals > 0 ? candidate.Approvals.ToString(CultureInfo.InvariantCulture) : ""),
    ];

    /// <summary>The tag that says that a file is attached.</summary>
    /// <param name="file">The file.</param>
    public static MlflowTag Of(Attachment file) => new(AttachmentPrefix + file.Name, string.Create(CultureInfo.InvariantCulture, $"{file.Sha256} {file.Bytes}"));

    private IReadOnlyList<Attachment> ReadAttachments() =>
    [
        .. from tag in tags ?? []
           where tag.Key.StartsWith(AttachmentPrefix, StringComparison.Ordinal)
           let parts = tag.Value.Split(' ')
           where parts.Length == 2 && parts[0].Length == 64
           orderby tag.Key
           select new Attachment(tag.Key[AttachmentPrefix.Length..], parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture)),
    ];
}
