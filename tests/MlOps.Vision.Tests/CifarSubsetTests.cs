using System.IO.Compression;
using MlOps.Testing;

namespace MlOps.Vision.Tests;

/// <summary>Real pictures: 3,000 of CIFAR-10 as JPEG files.</summary>
public sealed class CifarSubsetTests : IDisposable
{
    private readonly PicturePipeline _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public void The_folders_of_train_and_test_pictures_become_splits()
    {
        ZipFile.ExtractToDirectory(Repository.Shared("data/cifar10-subset/cifar10-images-subset.zip"), _pipeline.File("cifar"));

        var card = _pipeline.Prepare("{ image: file, drop: [duplicates], split: { train: cifar/train, test: cifar/test } }").Data!;

        // 200 of each class to train on, of which a tenth goes to validation; 100 to test
        Assert.Equal(["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"], card.Labels);
        Assert.Equal([1800, 200, 1000], card.Splits.Select(split => split.Rows));
        Assert.All(card.Splits[2].Classes.Values, rows => Assert.Equal(100, rows));
        Assert.All(card.Splits, split => Assert.Equal((32, 32), (split.Lengths["min"], split.Lengths["max"])));
        Assert.Equal(0, card.ConflictingTexts);
    }
}
