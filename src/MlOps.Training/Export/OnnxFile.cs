using Google.Protobuf;
using MlOps.Files;
using MlOps.Training.Export.Format;

namespace MlOps.Training.Export;

/// <summary>The file that holds an ONNX model.</summary>
internal static class OnnxFile
{
    /// <summary>Writes a model without building its bytes in memory first.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="model">The content; protobuf holds at most 2 GiB.</param>
    public static void Write(string path, ModelProto model) => AtomicFile.Write(path, model.WriteTo);

    /// <summary>Reads a model.</summary>
    /// <param name="path">A file that <see cref="Write"/> wrote.</param>
    public static ModelProto Read(string path)
    {
        using var stream = File.OpenRead(path);
        return ModelProto.Parser.ParseFrom(stream);
    }
}
