using Microsoft.AspNetCore.Http;

namespace MlOps.Ui.Try;

/// <summary>What a model is asked on the page.</summary>
/// <param name="Text">The typed text; empty for none.</param>
/// <param name="Pair">The second text of a pair; empty for none.</param>
/// <param name="File">The file; null for none.</param>
internal sealed record TryRequest(string Text, string Pair, IFormFile? File)
{
    /// <summary>Reads it out of a form.</summary>
    /// <param name="form">The form.</param>
    public static TryRequest Read(IFormCollection form) =>
        new(form["text"].ToString().Trim(), form["pair"].ToString().Trim(), form.Files["file"] is { Length: > 0 } file ? file : null);
}
