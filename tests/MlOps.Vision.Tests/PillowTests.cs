using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MlOps.Pictures;
using MlOps.Testing;
using MlOps.Vision.Augmentation;
using MlOps.Vision.Resampling;

namespace MlOps.Vision.Tests;

/// <summary>Against what Pillow makes of the files in <c>pictures</c>; <c>pillow.py</c> wrote both. The same bytes are asked for.</summary>
public sealed class PillowTests
{
    private static readonly string Folder = Path.Combine(Repository.Top, "tests", "MlOps.Vision.Tests");
    private static readonly JsonNode Expected = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "pillow.json")))!;

    public static TheoryData<string> Names { get; } = [.. Expected["pictures"]!.AsObject().Select(picture => picture.Key)];

    public static TheoryData<string> Resized { get; } = [.. Expected["resized"]!.AsArray().Select(resized => resized!.ToJsonString())];

    public static TheoryData<string> Changed { get; } = [.. Expected["changed"]!.AsArray().Select(changed => changed!.ToJsonString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_is_decoded_to_the_bytes_that_Pillow_gives(string name) =>
        AssertSame(Expected["pictures"]![name]!, PictureDecoder.Read(Path.Combine(Folder, "pictures", name), name));

    [Theory]
    [MemberData(nameof(Resized))]
    public void A_picture_is_resized_to_the_bytes_that_Pillow_gives(string json)
    {
        var expected = JsonNode.Parse(json)!;
        var filter = Enum.Parse<ResampleFilter>((string)expected["filter"]!, ignoreCase: true);

        var resized = Resampler.Resize(PictureDecoder.Read(Path.Combine(Folder, "pictures", "rgb.png"), "rgb.png"), (int)expected["width"]!, (int)expected["height"]!, filter);

        AssertSame(expected, resized);
    }

    [Theory]
    [MemberData(nameof(Changed))]
    public void A_picture_is_changed_to_the_bytes_that_Pillow_gives(string json)
    {
        var expected = JsonNode.Parse(json)!;
        var factor = (double)expected["factor"]!;
        var picture = PictureDecoder.Read(Path.Combine(Folder, "pictures", "rgb.png"), "rgb.png");

        AssertSame(expected, (string?)expected["change"] switch
        {
            "Brightness" => Colours.Brightness(picture, factor),
            "Contrast" => Colours.Contrast(picture, factor),
            "Saturation" => Colours.Saturation(picture, factor),
            "Hue" => Colours.Hue(picture, factor - 1),
            _ => Rotation.Turn(picture, factor * 30),
        });
    }

    private static void AssertSame(JsonNode expected, Picture picture)
    {
        Assert.Equal(((int)expected["width"]!, (int)expected["height"]!), (picture.Width, picture.Height));
        byte[] rgb = [.. picture.Pixels.ToArray().Where((_, i) => i % Picture.BytesAPixel != 3)];
        Assert.Equal((string?)expected["sha256"], Convert.ToHexStringLower(SHA256.HashData(rgb)));
    }
}
