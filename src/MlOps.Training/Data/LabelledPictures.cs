using System.Security.Cryptography;
using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Vision;
using MlOps.Vision.Augmentation;

namespace MlOps.Training.Data;

/// <summary>Pictures with a label each, or with any number of them. They are decoded on other threads, a few batches ahead of the training.</summary>
public sealed class LabelledPictures : TrainingSet
{
    private readonly IReadOnlyList<PictureExample> _examples;
    private readonly PictureSettings _settings;
    private readonly PictureTensor _tensor;
    private readonly Augmenter? _augmenter;

    /// <param name="examples">The rows.</param>
    /// <param name="settings">How they become batches.</param>
    public LabelledPictures(IReadOnlyList<PictureExample> examples, PictureSettings settings)
    {
        _examples = examples;
        _settings = settings;
        _tensor = new(settings.Transform);
        _augmenter = settings.Augment is { } augment ? new(augment, _tensor) : null;
    }

    /// <inheritdoc/>
    public override int Count => _examples.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Lengths => new int[_examples.Count];

    /// <inheritdoc/>
    /// <exception cref="MlOpsException">MLOPS2002 or MLOPS2012: a picture cannot be read, or has changed since the rows were prepared.</exception>
    public override IEnumerable<Batch> Batches(IReadOnlyList<int[]> order, int epoch, CancellationToken ct) =>
        Ahead.InOrder(order, (rows, stop) => Make(rows, epoch, stop), _settings.Ahead, ct);

    private Batch Make(int[] rows, int epoch, CancellationToken ct)
    {
        var values = new float[rows.Length * _settings.Transform.Length];
        for (var place = 0; place < rows.Length; place++)
        {
            ct.ThrowIfCancellationRequested();
            _tensor.Write(Read(rows[place], epoch), values.AsSpan(place * _settings.Transform.Length, _settings.Transform.Length));
        }

        var targets = Targets(rows);
        if (epoch > 0 && _settings.Augment is { Mixup: > 0 and var alpha })
        {
            // a batch is known by its first row, which no other batch of the epoch has
            var mixup = Mixup.Draw(alpha, rows.Length, new Draws(_settings.Seed, epoch, ~rows[0]));
            values = mixup.Mix(values);
            targets = Data.Targets.Of(mixup.Mix(Indicators(rows)), rows.Length, _settings.Labels);
        }

        return new(rows, ModelInputs.Of(new PixelBatch(values, rows.Length, _settings.Transform.Height, _settings.Transform.Width)), targets, rows.Length);
    }

    private Picture Read(int row, int epoch)
    {
        var (path, shown, sha256, _) = _examples[row];
        var file = PictureDecoder.ReadBytes(path, shown);
        if (Convert.ToHexStringLower(SHA256.HashData(file)) != sha256)
        {
            throw new MlOpsException(
                Rules.BadPicture, new(shown), "the picture has changed since the rows were prepared; run again, which prepares them anew");
        }

        var picture = PictureDecoder.Decode(file, shown);
        return epoch > 0 && _augmenter is not null
            ? _augmenter.Vary(picture, shown, new Draws(_settings.Seed, epoch, row))
            : _tensor.Fit(picture, shown);
    }

    private Targets Targets(int[] rows) => _settings.MultiLabel
        ? Data.Targets.Of(Indicators(rows), rows.Length, _settings.Labels)
        : Data.Targets.Of(Array.ConvertAll(rows, row => (long)_examples[row].Labels[0]), rows.Length);

    private float[] Indicators(int[] rows)
    {
        var indicators = new float[rows.Length * _settings.Labels];
        for (var place = 0; place < rows.Length; place++)
        {
            foreach (var label in _examples[rows[place]].Labels)
            {
                indicators[(place * _settings.Labels) + label] = 1;
            }
        }

        return indicators;
    }
}
