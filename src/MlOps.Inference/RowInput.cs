using MlOps.Steps;
using MlOps.Steps.Preprocess;

namespace MlOps.Inference;

/// <summary>What a model is asked about, prepared as its training rows were.</summary>
/// <param name="Text">The text; of a picture its path as the user names it.</param>
public sealed record RowInput(string Text)
{
    /// <summary>The second text of a pair; null where there is one text.</summary>
    public string? Pair { get; init; }

    /// <summary>The text's words; null where the model does not tag words.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>Full path of the picture; null for texts, and where <see cref="PictureFile"/> holds it.</summary>
    public string? Picture { get; init; }

    /// <summary>The bytes of the picture's file, of a picture that came over the network; null otherwise.</summary>
    public byte[]? PictureFile { get; init; }

    /// <summary>All that is read of a text row, for statistics: of a pair both texts with a space between.</summary>
    public string WholeText => Pair is null ? Text : $"{Text} {Pair}";

    /// <summary>The input of a prepared row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="pictures">Finds the pictures of rows; null where rows are texts.</param>
    public static RowInput Of(PreparedRow row, PicturePaths? pictures)
    {
        if (pictures is null)
        {
            return new(row.Text) { Pair = row.Pair, Words = row.Words };
        }

        var (path, shown) = pictures.Of(row);
        return new(shown) { Picture = path };
    }
}
