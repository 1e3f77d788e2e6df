using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Training.Export.Quantize;

namespace MlOps.Inference.Tests.Quantize;

public sealed class VariantTests
{
    [Fact]
    public void A_folder_without_the_variant_is_refused_with_the_way_to_get_one()
    {
        using var folder = TinyModelFolder.Write();

        var failure = Assert.Throws<MlOpsException>(() => Predictor.Open(folder.Path, variant: ModelVariant.Int8));

        Assert.Equal("MLOPS4106", failure.Diagnostic.Rule.Code);
        Assert.Contains("'quantize: int8'", failure.Diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal([ModelVariant.Fp32], ModelVariants.In(folder.Path));
    }

    [Fact]
    public void The_variant_that_is_asked_for_is_opened()
    {
        using var folder = TinyModelFolder.Write(TinyModelFolder.Description with { Labels = LinearModelLabels }, LinearModelLabels);
        LinearModel.Write(folder.File(OnnxModel.FileName), isGemm: true);
        Assert.Null(Int8Export.Write(folder.File(OnnxModel.FileName), folder.File("model.int8.onnx")));

        using var fp32 = Predictor.Open(folder.Path);
        using var int8 = Predictor.Open(folder.Path, threads: 1, ModelVariant.Int8);

        Assert.Equal((ModelVariant.Fp32, ModelVariant.Int8), (fp32.Variant, int8.Variant));
        Assert.Equal([ModelVariant.Fp32, ModelVariant.Int8], ModelVariants.In(folder.Path));
        var (exact, rounded) = (Logits(fp32), Logits(int8));
        Assert.NotEqual(exact, rounded);
        Assert.All(exact.Zip(rounded), pair => Assert.Equal(pair.First, pair.Second, 0.05));
    }

    private static string[] LinearModelLabels { get; } = [.. Enumerable.Range(0, LinearModel.Outputs).Select(label => $"label {label:00}")];

    private static float[] Logits(Predictor predictor) => ((Prediction)predictor.Predict([new RowInput("a b c")])[0]).Logits;
}
