using System.Text.Json;
using MlOps.Diagnostics;

namespace MlOps.Training.Weights;

/// <summary>
/// The header of a safetensors file: 8 bytes of length (little endian), then JSON that names every tensor with its type, shape and place.
/// It is checked against the file's size before any number is read, so that a header that lies costs no memory.
/// </summary>
/// <remarks>The layout is that of the safetensors format: the tensors lie without holes or overlaps behind the header.</remarks>
internal sealed class SafetensorsHeader
{
    private const int LengthBytes = 8;
    private const long MostHeaderBytes = 4 << 20; // some 30,000 tensors; the format allows 100 MB, of which parsing would take several times as much
    private const string MetadataKey = "__metadata__";

    private static readonly Dictionary<string, ElementType> Types =
        Enum.GetValues<ElementType>().ToDictionary(type => type.SafetensorsName(), StringComparer.Ordinal);

    private SafetensorsHeader(IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata, long dataOffset)
    {
        Tensors = tensors;
        Metadata = metadata;
        DataOffset = dataOffset;
    }

    /// <summary>The tensors in the order of their bytes.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>The file's own notes, for example <c>format: pt</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Where the first tensor's bytes begin in the file.</summary>
    public long DataOffset { get; }

    /// <summary>Reads and checks the header.</summary>
    /// <param name="stream">The file, at its beginning.</param>
    /// <param name="file">What messages call the file.</param>
    /// <exception cref="MlOpsException">MLOPS3003: the header does not describe this file.</exception>
    public static SafetensorsHeader Read(Stream stream, string file)
    {
        if (stream.Length < LengthBytes)
        {
            throw Broken(file, $"it has {stream.Length} bytes, fewer than a header needs");
        }

        Span<byte> lengthBytes = stackalloc byte[LengthBytes];
        stream.ReadExactly(lengthBytes);
        var length = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > MostHeaderBytes || (long)length > stream.Length - LengthBytes)
        {
            throw Broken(file, $"its header claims {length} bytes in a file of {stream.Length}");
        }

        var json = new byte[length];
        stream.ReadExactly(json);
        var dataOffset = LengthBytes + (long)length;
        try
        {
            return Parse(json, dataOffset, stream.Length - dataOffset, file);
        }
        catch (JsonException e)
        {
            throw Broken(file, $"its header is not JSON ({e.Message})", e);
        }
        catch (InvalidOperationException e)
        {
            throw Broken(file, $"its header holds text that is no Unicode ({e.Message})", e);
        }
    }

    private static SafetensorsHeader Parse(byte[] json, long dataOffset, long dataBytes, string file)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw Broken(file, "its header is not a JSON object");
        }

        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var tensors = new List<SafetensorsTensor>();
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (property.NameEquals(MetadataKey))
            {
                ReadMetadata(property.Value, metadata, file);
            }
            else
            {
                tensors.Add(ReadEntry(property, dataBytes, file));
            }
        }

        tensors.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        CheckTiling(tensors, dataBytes, file);
        return new(tensors, metadata, dataOffset);
    }

    private static void ReadMetadata(JsonElement element, Dictionary<string, string> metadata, string file)
    {
        if (element.ValueKind != JsonValueKind.Object || element.EnumerateObject().Any(p => p.Value.ValueKind != JsonValueKind.String))
        {
            throw Broken(file, $"'{MetadataKey}' is not a mapping of texts");
        }

        foreach (var property in element.EnumerateObject())
        {
            metadata[property.Name] = property.Value.GetString()!;
        }
    }

    private static SafetensorsTensor ReadEntry(JsonProperty property, long dataBytes, string file)
    {
        var name = property.Name;
        if (property.Value.ValueKind != JsonValueKind.Object
            || !property.Value.TryGetProperty("dtype", out var dtype) || dtype.ValueKind != JsonValueKind.String
            || !property.Value.TryGetProperty("shape", out var shapeElement) || !TryWholes(shapeElement, out var shape)
            || !property.Value.TryGetProperty("data_offsets", out var offsetsElement) || !TryWholes(offsetsElement, out var offsets)
            || offsets.Length != 2)
        {
            throw Broken(file, $"the entry '{name}' lacks a dtype, a shape or two data_offsets");
        }

        if (!Types.TryGetValue(dtype.GetString()!, out var type))
        {
            throw Broken(file, $"'{name}' is stored as {dtype.GetString()}; expected one of {string.Join(", ", Types.Keys)}");
        }

        var (begin, end) = (offsets[0], offsets[1]);
        if (begin > end || end > dataBytes)
        {
            throw Broken(file, $"'{name}' claims the bytes {begin} to {end} of {dataBytes}");
        }

        if (!StoredTensor.TryBytes(shape, type, out var bytes) || bytes != end - begin)
        {
            throw Broken(file, $"'{name}' claims {end - begin} bytes, which its shape [{string.Join(", ", shape)}] of {type} does not take");
        }

        return new(name, type, shape, begin, end);
    }

    private static bool TryWholes(JsonElement element, out long[] numbers)
    {
        numbers = [];
        if (element.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        numbers = new long[element.GetArrayLength()];
        var at = 0;
        foreach (var item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out numbers[at]) || numbers[at++] < 0)
            {
                return false;
            }
        }

        return true;
    }

    private static void CheckTiling(List<SafetensorsTensor> tensors, long dataBytes, string file)
    {
        var expected = 0L;
        foreach (var tensor in tensors)
        {
            if (tensor.Begin != expected)
            {
                throw Broken(file, $"'{tensor.Name}' begins at byte {tensor.Begin}, but the tensor before it ends at {expected}");
            }

            expected = tensor.End;
        }

        if (expected != dataBytes)
        {
            throw Broken(file, $"its tensors end at byte {expected} of {dataBytes}");
        }
    }

    private static MlOpsException Broken(string file, string why, Exception? inner = null) =>
        new(Rules.BrokenWeights, new Location(file), $"the file is not what a safetensors file must be: {why}. Fetch the file again.", inner);
}
