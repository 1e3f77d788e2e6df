namespace Octokit;

public class ReleaseAssetUpload(string fileName, string contentType, Stream rawData, TimeSpan? timeout)
{
    public string FileName { get; set; } = fileName;

    public string ContentType { get; set; } = contentType;

    public Stream RawData { get; set; } = rawData;

    public TimeSpan? Timeout { get; set; } = timeout;
}
