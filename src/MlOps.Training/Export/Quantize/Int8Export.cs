using MlOps.Models;
using MlOps.Training.Export.Format;

namespace MlOps.Training.Export.Quantize;

/// <summary>Writes the int8 variant of an exported model.</summary>
public static class Int8Export
{
    // less than this saved is not worth a second file: the weights are mostly convolutions, which stay in float32
    private const double LeastSaved = 0.25;

    /// <inheritdoc cref="ModelQuantizer"/>
    public static string? Write(string modelFile, string target)
    {
        var model = OnnxFile.Read(modelFile);
        var graph = new Int8Graph(model.Graph);
        graph.Rewrite();
        model.MetadataProps.Add(new StringStringEntryProto { Key = "precision", Value = "int8" });
        var (before, after) = (new FileInfo(modelFile).Length, (long)model.CalculateSize());
        if (after > before * (1 - LeastSaved))
        {
            return graph.Layers == 0 ? "it has no linear layer that is large enough" : $"it would save {100 - (after * 100 / before)} % of {before} bytes";
        }

        OnnxFile.Write(target, model);
        return null;
    }
}
