using MlOps.Diagnostics;
using MlOps.Pictures;
using MlOps.Testing;

namespace MlOps.Vision.Tests;

public sealed class PreprocessorConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_file_of_resnet_50_on_the_hub_is_read()
    {
        // as microsoft/resnet-50 has it
        var transform = Read("""
            {"crop_pct": 0.875, "do_normalize": true, "do_resize": true, "feature_extractor_type": "ConvNextFeatureExtractor",
             "image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225], "resample": 3, "size": 224}
            """);

        Assert.Equal((224, 224, 256, ResampleFilter.Bicubic, CropPlacement.RoundDown), (transform.Height, transform.Width, transform.ShortestEdge, transform.Resample, transform.Crop));
        Assert.Equal(PictureTransform.ImageNetMean, transform.Mean);
        Assert.Equal(PictureTransform.ImageNetDeviation, transform.Deviation);
        Assert.Equal(1.0 / 255, transform.Scale);
    }

    [Theory]
    [InlineData("""{"image_processor_type": "ConvNextImageProcessor"}""", 384, 384, null, ResampleFilter.Bilinear)] // transformers' defaults
    [InlineData("""{"image_processor_type": "ConvNextImageProcessorFast", "size": {"shortest_edge": 160}, "crop_pct": 0.95}""", 160, 160, 168, ResampleFilter.Bilinear)]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "size": {"height": 32, "width": 48}, "resample": 0}""", 32, 48, null, ResampleFilter.Nearest)]
    [InlineData("""{"image_processor_type": "BitImageProcessor"}""", 224, 224, 224, ResampleFilter.Bicubic)]
    [InlineData("""{"image_processor_type": "BitImageProcessor", "size": {"shortest_edge": 80}, "crop_size": {"height": 64, "width": 72}, "resample": 1}""", 64, 72, 80, ResampleFilter.Lanczos)]
    [InlineData("""{"image_processor_type": "BitImageProcessor", "size": {"height": 64, "width": 72}, "do_center_crop": false}""", 64, 72, null, ResampleFilter.Bicubic)]
    public void Each_processor_has_its_own_sizes(string json, int height, int width, int? edge, ResampleFilter filter)
    {
        var transform = Read(json);

        Assert.Equal((height, width, edge, filter), (transform.Height, transform.Width, transform.ShortestEdge, transform.Resample));
    }

    [Fact]
    public void What_is_switched_off_is_left_out()
    {
        var transform = Read("""{"image_processor_type": "ViTImageProcessor", "size": 32, "do_resize": false, "do_rescale": false, "do_normalize": false, "image_mean": [1, 2, 3]}""");

        Assert.Null(transform.Resample);
        Assert.Equal((1, 0, 1), (transform.Scale, transform.Mean[2], transform.Deviation[2]));
    }

    [Fact]
    public void Pictures_that_are_not_resized_have_the_size_of_the_crop()
    {
        var transform = Read("""{"image_processor_type": "BitImageProcessor", "do_resize": false, "do_center_crop": false, "crop_size": 48}""");

        Assert.Equal((null, null, 48, 48), (transform.Resample, transform.ShortestEdge, transform.Height, transform.Width));
    }

    [Theory]
    [InlineData("""[]""", "it is no JSON object")]
    [InlineData("""{"size": 2""", "it is no JSON object")]
    [InlineData("""{"size": 2, "size": 3, "image_processor_type": "ViTImageProcessor"}""", "it is no JSON object")]
    [InlineData("""{}""", "it names no image_processor_type")]
    [InlineData("""{"image_processor_type": "PerceiverImageProcessor"}""", "image_processor_type is 'PerceiverImageProcessor'; only those of ConvNext, ViT and Bit are known")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "resample": 5}""", "resample is 5; expected one of 0 (Nearest)")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "size": {"longest_edge": 3}}""", "size is {\"longest_edge\":3}, which is not of a form")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "size": 100000}""", "the sizes or the statistics are none")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "image_std": [1, 0, 1]}""", "the sizes or the statistics are none")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "image_mean": [1]}""", "the sizes or the statistics are none")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "image_mean": ["x"]}""", "image_mean is [\"x\"]")]
    [InlineData("""{"image_processor_type": "ViTImageProcessor", "do_pad": true}""", "do_pad is true, which this program does not do")]
    [InlineData("""{"image_processor_type": "BitImageProcessor", "do_center_crop": false}""", "one of do_resize and do_center_crop is false")]
    [InlineData("""{"image_processor_type": "ConvNextImageProcessor", "size": 224, "crop_pct": 0}""", "the sizes or the statistics are none")]
    public void What_this_program_does_not_do_is_refused_by_name(string json, string why)
    {
        var failure = Assert.Throws<MlOpsException>(() => Read(json));

        Assert.StartsWith($"base/{PreprocessorConfig.FileName}: error MLOPS3001: {why}", failure.Diagnostic.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_written_reads_the_same()
    {
        PictureTransform[] transforms =
        [
            PictureTransform.OfImageNet(224),
            PictureTransform.OfCifar(32) with { Resample = ResampleFilter.Lanczos },
            PictureTransform.OfImageNet(48) with { Resample = null, ShortestEdge = null },
            PictureTransform.OfImageNet(64) with { ShortestEdge = null, Width = 96, Scale = 1, Mean = [0, 0, 0], Deviation = [1, 1, 1] },
        ];
        Assert.All(transforms.Select(transform => transform with { Crop = CropPlacement.RoundDown }), transform =>
        {
            PreprocessorConfig.Write(_folder.Path, transform);
            var again = PreprocessorConfig.Read(_folder.File(PreprocessorConfig.FileName), "again");

            Assert.Equal(transform with { Mean = again.Mean, Deviation = again.Deviation }, again);
            Assert.Equal(transform.Mean.Concat(transform.Deviation), again.Mean.Concat(again.Deviation));
        });
    }

    private PictureTransform Read(string json) => PreprocessorConfig.Read(_folder.Write(PreprocessorConfig.FileName, json), $"base/{PreprocessorConfig.FileName}");
}
