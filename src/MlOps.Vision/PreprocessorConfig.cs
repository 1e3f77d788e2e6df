using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Diagnostics;
using MlOps.Pictures;

namespace MlOps.Vision;

/// <summary>The file <c>preprocessor_config.json</c>, by which transformers' image processors know what a model reads.</summary>
public static class PreprocessorConfig
{
    /// <summary>The file's name in a model folder.</summary>
    public const string FileName = "preprocessor_config.json";

    // Pillow's codes
    private static readonly Dictionary<int, ResampleFilter> Filters = new()
    {
        [0] = ResampleFilter.Nearest,
        [1] = ResampleFilter.Lanczos,
        [2] = ResampleFilter.Bilinear,
        [3] = ResampleFilter.Bicubic,
    };

    /// <summary>Reads what the processors ConvNext (which ResNet uses), ViT and Bit do, with their defaults for what the file leaves out.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shown">How the user names it.</param>
    /// <exception cref="MlOpsException">MLOPS3001: it is not such a file, or asks for what this program does not do.</exception>
    public static PictureTransform Read(string path, string shown)
    {
        var file = PreprocessorFile.Read(path, shown);
        var type = file.Text("image_processor_type") ?? file.Text("feature_extractor_type")
            ?? throw file.Refuse("it names no image_processor_type");
        var transform = Family(type) switch
        {
            "ConvNext" => ReadConvNext(file),
            "ViT" => ReadViT(file),
            "Bit" => ReadBit(file),
            _ => throw file.Refuse($"image_processor_type is '{type}'; only those of ConvNext, ViT and Bit are known"),
        };
        file.RefuseOther("do_", "do_resize", "do_center_crop", "do_rescale", "do_normalize", "do_convert_rgb");
        transform = transform with
        {
            Resample = file.Flag("do_resize") ? transform.Resample : null,
            ShortestEdge = file.Flag("do_resize") ? transform.ShortestEdge : null,
            Scale = file.Flag("do_rescale") ? file.Number("rescale_factor", 1.0 / 255) : 1,
            Mean = file.Flag("do_normalize") ? transform.Mean : [0, 0, 0],
            Deviation = file.Flag("do_normalize") ? transform.Deviation : [1, 1, 1],
        };
        return transform.IsSound ? transform : throw file.Refuse(
            $"the sizes or the statistics are none; expected sizes from 1 to {PictureTransform.LongestEdge}, and three numbers each in image_mean and image_std, the latter above 0");
    }

    /// <summary>Writes the file for the processor Bit, which can say all that a transform can, but for where an odd border is cut.</summary>
    /// <param name="folder">A model folder.</param>
    /// <param name="transform">What the model reads.</param>
    public static void Write(string folder, PictureTransform transform)
    {
        var size = new JsonObject { ["height"] = transform.Height, ["width"] = transform.Width };
        var filter = Filters.First(filter => filter.Value == (transform.Resample ?? ResampleFilter.Bilinear)).Key;
        var config = new JsonObject
        {
            ["crop_size"] = size.DeepClone(),
            ["do_center_crop"] = transform.ShortestEdge is not null,
            ["do_convert_rgb"] = true,
            ["do_normalize"] = true,
            ["do_rescale"] = true,
            ["do_resize"] = transform.Resample is not null,
            ["image_mean"] = new JsonArray([.. transform.Mean.Select(value => (JsonNode)value)]),
            ["image_processor_type"] = "BitImageProcessor",
            ["image_std"] = new JsonArray([.. transform.Deviation.Select(value => (JsonNode)value)]),
            ["resample"] = filter,
            ["rescale_factor"] = transform.Scale,
            ["size"] = transform.ShortestEdge is { } edge ? new JsonObject { ["shortest_edge"] = edge } : size,
        };
        using var stream = File.Create(Path.Combine(folder, FileName));
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        config.WriteTo(json);
    }

    private static string Family(string type)
    {
        foreach (var ending in (string[])["Fast", "Pil", "ImageProcessor", "FeatureExtractor"])
        {
            type = type.EndsWith(ending, StringComparison.Ordinal) ? type[..^ending.Length] : type;
        }

        return type;
    }

    // below 384 pixels a border is cut away, from there on the picture is squeezed into the square
    private static PictureTransform ReadConvNext(PreprocessorFile file)
    {
        var edge = file.Edge("size", "shortest_edge", 384);
        var transform = Square(file, edge, ResampleFilter.Bilinear, [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]);
        return edge >= 384 ? transform : transform with { ShortestEdge = (int)(edge / file.Number("crop_pct", 224.0 / 256)) };
    }

    private static PictureTransform ReadViT(PreprocessorFile file)
    {
        var (height, width) = file.Size("size", 224);
        return Square(file, height, ResampleFilter.Bilinear, [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]) with { Width = width };
    }

    private static PictureTransform ReadBit(PreprocessorFile file)
    {
        double[] mean = [0.48145466, 0.4578275, 0.40821073], deviation = [0.26862954, 0.26130258, 0.27577711];
        if (file.HasKey("size", "height"))
        {
            var (height, width) = file.Size("size", 224);
            return Square(file, height, ResampleFilter.Bicubic, mean, deviation) with { Width = width };
        }

        if (file.Flag("do_resize") != file.Flag("do_center_crop"))
        {
            throw file.Refuse("one of do_resize and do_center_crop is false; expected both or neither, as pictures must have one size");
        }

        var crop = file.Size("crop_size", 224);
        return Square(file, crop.Height, ResampleFilter.Bicubic, mean, deviation) with
        {
            Width = crop.Width,
            ShortestEdge = file.Edge("size", "shortest_edge", 224),
        };
    }

    private static PictureTransform Square(PreprocessorFile file, int size, ResampleFilter filter, double[] mean, double[] deviation) => new()
    {
        Height = size,
        Width = size,
        Resample = file.Whole("resample") is not { } code ? filter : Filters.TryGetValue(code, out var known) ? known : throw file.Refuse(
            $"resample is {code}; expected one of {string.Join(", ", Filters.Select(entry => $"{entry.Key} ({entry.Value})"))}"),
        Crop = CropPlacement.RoundDown,
        Mean = file.Numbers("image_mean") ?? mean,
        Deviation = file.Numbers("image_std") ?? deviation,
    };
}
