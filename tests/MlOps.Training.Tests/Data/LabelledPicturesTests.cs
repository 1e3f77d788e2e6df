using MlOps.Diagnostics;
using MlOps.Pictures;
using MlOps.Steps.Preprocess;
using MlOps.Text.Readers;
using MlOps.Training.Data;
using MlOps.Vision;
using MlOps.Vision.Augmentation;

namespace MlOps.Training.Tests.Data;

public sealed class LabelledPicturesTests : IDisposable
{
    private static readonly AugmentSpec Augment = new() { RandomResizedCrop = (0.3, 1), Flip = true, Rotation = 10, ColourJitter = new(0.2, 0.2, 0.2, 0.1), Mixup = 0.4 };
    private static readonly int[][] Order = [[3, 0, 7], [1, 2, 9], [4, 5, 6], [8]];

    private readonly DrawnPictures _drawn = new(each: 10);
    private readonly IReadOnlyList<PictureExample> _examples;

    public LabelledPicturesTests()
    {
        var prepared = _drawn.Prepare();
        var paths = new PicturePaths((PreprocessSpec)prepared.Spec!, path => Path.Combine(_drawn.Folder, path));
        _examples =
        [
            .. RowsFile.Read(Path.Combine(prepared.Folder, "train.jsonl"))
                .Select(row => new PictureExample(paths.Of(row).Path, paths.Of(row).Shown, row.Sha256!, [row.Labels[0] == "red" ? 1 : 0])),
        ];
    }

    public void Dispose() => _drawn.Dispose();

    [Fact]
    public void The_same_seed_gives_the_same_batches_however_many_are_decoded_at_a_time()
    {
        var one = Batches(Set(ahead: 1), epoch: 2);
        var many = Batches(Set(ahead: 8), epoch: 2);

        Assert.Equal(Order, one.Select(batch => batch.Rows));
        Assert.Equal(one.SelectMany(batch => batch.Inputs.Pixels!.Values), many.SelectMany(batch => batch.Inputs.Pixels!.Values));
        Assert.Equal(one.SelectMany(batch => batch.Targets.Values!), many.SelectMany(batch => batch.Targets.Values!));
        Assert.NotEqual(one[0].Inputs.Pixels!.Values, Batches(Set(ahead: 1), epoch: 3)[0].Inputs.Pixels!.Values);
    }

    [Fact]
    public void A_training_that_goes_on_in_the_middle_of_an_epoch_sees_the_same_batches()
    {
        var all = Batches(Set(), epoch: 1);

        var rest = Set().Batches(Order[2..], 1, TestContext.Current.CancellationToken).ToList();

        Assert.Equal(all[2].Inputs.Pixels!.Values, rest[0].Inputs.Pixels!.Values);
        Assert.Equal(all[2].Targets.Values, rest[0].Targets.Values);
    }

    [Fact]
    public void Pictures_that_are_only_scored_are_not_varied_and_have_one_label_each()
    {
        var tensor = new PictureTensor(Transform);

        var batch = Batches(Set(), epoch: 0)[0];

        Assert.Equal(Order[0].SelectMany(row => tensor.Decode(File.ReadAllBytes(_examples[row].Path), "x")), batch.Inputs.Pixels!.Values);
        Assert.Equal(Order[0].Select(row => (long)_examples[row].Labels[0]), batch.Targets.Classes!);
    }

    [Fact]
    public void Labels_are_mixed_as_pictures_are() => Assert.All(Batches(Set(), epoch: 1), batch =>
    {
        Assert.Equal([batch.Rows.Length, 2], batch.Targets.Shape);
        Assert.All(batch.Targets.Values!.Chunk(2), shares => Assert.Equal(1, shares.Sum(), 6));
    });

    [Fact]
    public void A_picture_that_broke_or_changed_since_is_told_at_its_batch()
    {
        File.WriteAllText(_examples[4].Path, "no picture");
        var seen = 0;

        var failure = Assert.Throws<MlOpsException>(() =>
        {
            foreach (var batch in Set().Batches(Order, 0, TestContext.Current.CancellationToken))
            {
                seen++;
            }
        });

        Assert.Equal(2, seen);
        Assert.Equal($"{_examples[4].Shown}: error MLOPS2012: the picture has changed since the rows were prepared; run again, which prepares them anew", failure.Diagnostic.ToString());
    }

    private static PictureTransform Transform => PictureTransform.OfCifar(16);

    private LabelledPictures Set(int ahead = 3) => new(_examples, new()
    {
        Transform = Transform,
        Augment = Augment,
        Labels = 2,
        MultiLabel = false,
        Seed = 7,
        Ahead = ahead,
    });

    private static List<Batch> Batches(LabelledPictures set, int epoch) => [.. set.Batches(Order, epoch, TestContext.Current.CancellationToken)];
}
