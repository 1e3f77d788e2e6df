using System.Security.Cryptography;
using System.Text;

namespace MlOps.GitHub.Content;

/// <summary>By what a pipeline's check and comment are found again. Attempts of a run share it, so that each finds what the one before it wrote.</summary>
/// <param name="CheckName">Name of the check.</param>
/// <param name="Pipeline">The pipeline's name.</param>
public sealed record ReportIdentity(string CheckName, string Pipeline)
{
    /// <summary>Stands hidden at the end of the comment.</summary>
    public string Marker => $"<!-- mlops {Key} -->";

    private string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{CheckName}\n{Pipeline}")))[..32];

    /// <summary>The check's <c>external_id</c> on a commit.</summary>
    /// <param name="commit">The commit.</param>
    public string ExternalId(string commit) => $"mlops:{Key}:{commit}";
}
