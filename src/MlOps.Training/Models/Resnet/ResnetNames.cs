using System.Globalization;

namespace MlOps.Training.Models.Resnet;

/// <summary>The names of transformers for what torchvision calls otherwise.</summary>
internal static class ResnetNames
{
    private const string Stem = "resnet.embedder.embedder";

    /// <summary>The name in transformers' ResNetForImageClassification.</summary>
    /// <param name="stored">A name in a file of transformers, with or without its prefix, or of torchvision: <c>layer1.0.conv1.weight</c>.</param>
    public static string Canonical(string stored) => stored.Split('.') switch
    {
        ["embedder" or "encoder", ..] => $"resnet.{stored}",
        ["conv1", var entry] => $"{Stem}.convolution.{entry}",
        ["bn1", var entry] => $"{Stem}.normalization.{entry}",
        [['l', 'a', 'y', 'e', 'r', .. var stage], var layer, "downsample", "0", var entry] => $"{Layer(stage, layer)}.shortcut.convolution.{entry}",
        [['l', 'a', 'y', 'e', 'r', .. var stage], var layer, "downsample", "1", var entry] => $"{Layer(stage, layer)}.shortcut.normalization.{entry}",
        [['l', 'a', 'y', 'e', 'r', .. var stage], var layer, ['c', 'o', 'n', 'v', .. var part], var entry] => $"{Layer(stage, layer)}.layer.{Before(part)}.convolution.{entry}",
        [['l', 'a', 'y', 'e', 'r', .. var stage], var layer, ['b', 'n', .. var part], var entry] => $"{Layer(stage, layer)}.layer.{Before(part)}.normalization.{entry}",
        ["fc", var entry] => $"classifier.1.{entry}",
        _ => stored,
    };

    // torchvision counts stages and convolutions from 1
    private static string Layer(string stage, string layer) => $"resnet.encoder.stages.{Before(stage)}.layers.{layer}";

    private static string Before(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var counted) ? $"{counted - 1}" : number;
}
