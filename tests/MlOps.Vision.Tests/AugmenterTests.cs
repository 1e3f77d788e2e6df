using MlOps.Diagnostics;
using MlOps.Pictures;
using MlOps.Spec;
using MlOps.Vision.Augmentation;

namespace MlOps.Vision.Tests;

public sealed class AugmenterTests
{
    private static readonly PictureTensor Tensor = new(PictureTransform.OfCifar(16));

    // red tells the column, green the row
    private static readonly Picture Grid = Make(16, 16, (x, y) => ((byte)(x * 16), (byte)(y * 16), 0));

    [Fact]
    public void The_same_seed_epoch_and_row_give_the_same_picture_and_any_other_gives_another()
    {
        var spec = new AugmentSpec { RandomResizedCrop = (0.2, 0.9), Flip = true, Rotation = 20, ColourJitter = new(0.4, 0.4, 0.4, 0.2), RandomCropPadding = 2 };
        string Vary(int seed, int epoch, int row) => Convert.ToHexString(new Augmenter(spec, Tensor).Vary(Grid, "x", new Draws(seed, epoch, row)).Pixels);

        var drawn = new HashSet<string>(from seed in (int[])[1, 2] from epoch in (int[])[1, 2] from row in (int[])[0, 1, 2] select Vary(seed, epoch, row));

        Assert.Equal(12, drawn.Count);
        Assert.Equal(Vary(1, 2, 0), Vary(1, 2, 0));
    }

    [Fact]
    public void Nothing_asked_for_is_what_the_model_reads() =>
        Assert.Equal(Grid.Pixels, new Augmenter(new(), Tensor).Vary(Grid, "x", new Draws(1, 1, 1)).Pixels);

    [Fact]
    public void About_half_of_the_pictures_are_mirrored_and_the_others_left()
    {
        var augmenter = new Augmenter(new() { Flip = true }, Tensor);

        var leftmost = Enumerable.Range(0, 1000).Select(row => (int)augmenter.Vary(Grid, "x", new Draws(3, 1, row)).Pixels[0]).ToList();

        Assert.InRange(leftmost.Count(red => red == 240), 450, 550);
        Assert.All(leftmost, red => Assert.Contains(red, (int[])[0, 240]));
    }

    [Fact]
    public void A_padded_crop_moves_the_picture_by_at_most_the_padding_over_all_places()
    {
        var augmenter = new Augmenter(new() { RandomCropPadding = 3 }, Tensor);

        var middles = Enumerable.Range(0, 2000).Select(row =>
        {
            var pixel = augmenter.Vary(Grid, "x", new Draws(3, 1, row)).Row(8)[(8 * 4)..];
            return ((pixel[0] / 16) - 8, (pixel[1] / 16) - 8);
        }).ToHashSet();

        Assert.Equal(49, middles.Count);
        Assert.All(middles, moved => Assert.True(Math.Abs(moved.Item1) <= 3 && Math.Abs(moved.Item2) <= 3));
    }

    [Fact]
    public void Resized_crops_have_areas_over_the_whole_range_asked_for()
    {
        // the red levels at the edges tell how wide the cut was, the green ones how high
        var large = Make(256, 256, (x, y) => ((byte)x, (byte)y, 0));
        var augmenter = new Augmenter(new() { RandomResizedCrop = (0.25, 0.64) }, Tensor);

        var areas = Enumerable.Range(0, 500).Select(row =>
        {
            var picture = augmenter.Vary(large, "x", new Draws(9, 1, row));
            var first = picture.Row(0)[..4];
            var last = picture.Row(15)[^4..];
            return (last[0] - first[0]) * (16.0 / 15) / 256 * ((last[1] - first[1]) * (16.0 / 15) / 256);
        }).ToList();

        Assert.InRange(areas.Min(), 0.22, 0.28);
        Assert.InRange(areas.Max(), 0.60, 0.68);
        Assert.InRange(areas.Average(), 0.42, 0.47); // uniform: 0.445
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(3)]
    public void The_shares_of_a_mixup_are_of_a_beta_distribution(double alpha)
    {
        var shares = Enumerable.Range(0, 20_000).Select(row => Mixup.Draw(alpha, 2, new Draws(1, 1, row)).Share).ToList();

        // a symmetric Beta distribution: mean 1/2, variance 1 / (4 (2 alpha + 1))
        var variance = shares.Average(share => (share - 0.5) * (share - 0.5));
        Assert.InRange(shares.Average(), 0.49, 0.51);
        Assert.InRange(variance * 4 * ((2 * alpha) + 1), 0.96, 1.04);
    }

    [Fact]
    public void A_mixup_adds_shares_of_two_rows()
    {
        var mixed = new Mixup(0.75, [1, 0, 2]).Mix([1, 0, 0, 1, 4, 8]);

        Assert.Equal([0.75f, 0.25f, 0.25f, 0.75f, 4, 8], mixed);
    }

    [Fact]
    public void Partners_of_a_mixup_are_a_permutation() =>
        Assert.Equal(Enumerable.Range(0, 32), Mixup.Draw(0.2, 32, new Draws(1, 1, 1)).Partners.Order());

    [Fact]
    public void The_pipeline_names_each_of_them()
    {
        var (spec, found) = Read("""
            augment:
              random-resized-crop: [0.08, 1]
              random-crop-padding: 4
              flip: true
              rotation: 15
              colour-jitter: { brightness: 0.2, hue: 0.1 }
              mixup: 0.2
            """);

        Assert.Empty(found);
        Assert.Equal(new AugmentSpec { RandomResizedCrop = (0.08, 1), RandomCropPadding = 4, Flip = true, Rotation = 15, ColourJitter = new(0.2, 0, 0, 0.1), Mixup = 0.2 }, spec);
        Assert.Equal(new ColourJitterSpec(0.3, 0.3, 0.3, 0), Read("augment: { colour-jitter: 0.3 }").Spec!.ColourJitter);
    }

    [Theory]
    [InlineData("random-resized-crop: [0.5]", "two shares of the picture's area")]
    [InlineData("random-resized-crop: [0.9, 0.1]", "two shares of the picture's area")]
    [InlineData("random-resized-crop: [0, 2]", "two shares of the picture's area")]
    [InlineData("colour-jitter: much", "a number from 0 to 1, or a mapping")]
    [InlineData("rotation: 270", "a number from 0 to 180")]
    [InlineData("flipp: true", "did you mean 'flip'?")]
    public void A_mistake_is_told_with_what_was_expected(string setting, string expected) =>
        Assert.Contains(expected, Assert.Single(Read($"augment: {{ {setting} }}").Found), StringComparison.Ordinal);

    private static (AugmentSpec? Spec, IReadOnlyList<string> Found) Read(string yaml)
    {
        var step = new AugmentedStep();
        var found = new DiagnosticBag();
        var text = "name: test\nsteps:\n  train:\n    uses: augmented\n    " + yaml.ReplaceLineEndings("\n    ") + "\n";
        _ = SpecReader.Read(new SpecSource("pipeline.yml", "/", text, new Dictionary<string, string>(), null, _ => null), [step], found);
        return (step.Spec, [.. found.All.Select(diagnostic => diagnostic.Message)]);
    }

    private static Picture Make(int width, int height, Func<int, int, (byte, byte, byte)> colour)
    {
        var pixels = new byte[width * height * 4];
        for (var i = 0; i < width * height; i++)
        {
            (pixels[i * 4], pixels[(i * 4) + 1], pixels[(i * 4) + 2]) = colour(i % width, i / width);
        }

        return new(width, height, pixels);
    }
}
