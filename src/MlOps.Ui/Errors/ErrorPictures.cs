using System.Security.Cryptography;
using MlOps.Pictures;
using MlOps.Running;
using MlOps.Steps;

namespace MlOps.Ui.Errors;

/// <summary>Finds the pictures of test rows where the data still lie beside the pipeline.</summary>
/// <param name="state">The state folder, which lies beside it, too.</param>
/// <param name="errors">Finds the rows.</param>
internal sealed class ErrorPictures(StateFolder state, TestErrors errors)
{
    private const long MostBytes = 16L << 20;

    /// <summary>The picture of a row that is wrong.</summary>
    /// <param name="run">The run.</param>
    /// <param name="row">The row's number.</param>
    /// <returns>The file and its media type; null where it is not there any more, or is another one than the model was asked about.</returns>
    public (byte[] Content, string Type)? Find(RunResult run, long row)
    {
        if (run.Steps.LastOrDefault(step => step.Result?.Data is not null)?.Result!.Data is not { } data
            || errors.Find(run, step: null)?.Wrong.FirstOrDefault(error => error.Row.Row == row)?.Row is not { Sha256: { } sha256 } found)
        {
            return null;
        }

        var path = PathOf(data, found);
        return PictureFiles.HasEnding(path) && new FileInfo(path) is { Exists: true, Length: <= MostBytes }
            && File.ReadAllBytes(path) is var content && Convert.ToHexStringLower(SHA256.HashData(content)) == sha256
                ? (content, TypeOf(path))
                : null;
    }

    // wherever the path leads: only the very bytes that were read as a picture are shown
    private string PathOf(DataCard data, PreparedRow row)
    {
        var source = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(state.Path) ?? state.Path, data.Source));
        return Path.GetFullPath(Path.Combine(Directory.Exists(source) ? source : Path.GetDirectoryName(source) ?? source, row.Text.Replace('\\', '/')));
    }

    private static string TypeOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".PNG" => "image/png",
        ".BMP" => "image/bmp",
        ".GIF" => "image/gif",
        ".WEBP" => "image/webp",
        _ => "image/jpeg",
    };
}
