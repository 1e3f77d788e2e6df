using MlOps.Vision;

namespace MlOps.Inference.Reading;

/// <summary>Reads the labels of pictures.</summary>
/// <param name="pictures">Makes what the model reads.</param>
internal sealed class PictureReader(PictureTensor pictures) : TaskReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Unit> Encode(RowInput row)
    {
        if (row.PictureFile is { } file)
        {
            return [new() { Pixels = pictures.Decode(file, row.Text) }];
        }

        var pixels = new float[pictures.Transform.Length];
        pictures.Read(row.Picture!, row.Text, pixels);
        return [new() { Pixels = pixels }];
    }

    /// <inheritdoc/>
    public override Answer Read(Unit unit, UnitOutput output) => new Prediction(output.Logits.ToArray(), output.Probabilities.ToArray());

    /// <inheritdoc/>
    public override Answer Combine(RowInput row, IReadOnlyList<Answer> units) => units[0];
}
