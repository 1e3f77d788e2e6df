using System.Buffers.Binary;
using System.Text;
using MlOps.Serving.Rows;

namespace MlOps.Serving.Protocols.OpenInference;

/// <summary>A tensor that a client sends: a text or picture an element.</summary>
internal sealed class InputTensor
{
    private const string Bytes = "BYTES";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Its name: a column of the model.</summary>
    public string Name { get; set; } = "";

    /// <summary>The type of its elements; BYTES is the only one that a model here reads.</summary>
    public string Datatype { get; set; } = "";

    /// <summary>[rows], or [rows, 1].</summary>
    public List<long> Shape { get; } = [];

    /// <summary>Its elements.</summary>
    public List<RowCell> Cells { get; } = [];

    /// <summary>Bytes of it behind the JSON; null where its elements stand in the JSON.</summary>
    public long? BinaryBytes { get; set; }

    /// <summary>Takes its elements from behind the JSON, where they are there, and checks its form.</summary>
    /// <param name="binary">What follows the JSON; what follows this tensor afterwards.</param>
    /// <param name="form">What the model reads.</param>
    /// <exception cref="ProblemException">It is not of the form that its shape and type say.</exception>
    public void TakeBinary(ref ReadOnlySpan<byte> binary, RowForm form)
    {
        if (Datatype != Bytes)
        {
            throw Problem.BadRequest($"the type of input '{Problem.Quote(Name)}' is '{Problem.Quote(Datatype)}'; expected {Bytes}").Exception();
        }

        if (BinaryBytes is { } bytes)
        {
            if (bytes < 0 || bytes > binary.Length)
            {
                throw Problem.BadRequest($"the binary_data_size of input '{Problem.Quote(Name)}' is {bytes}; {binary.Length} bytes are left of the body").Exception();
            }

            ReadElements(binary[..(int)bytes], form);
            binary = binary[(int)bytes..];
        }

        if (!((Shape is [var rows] || (Shape is [_, 1] && (rows = Shape[0]) >= 0)) && rows == Cells.Count))
        {
            throw Problem.BadRequest($"the shape of input '{Problem.Quote(Name)}' is [{string.Join(", ", Shape.Take(8))}] and it has {Cells.Count} elements; expected [rows] or [rows, 1]").Exception();
        }
    }

    // each element is its length in 4 bytes, little-endian, and its bytes
    private void ReadElements(ReadOnlySpan<byte> bytes, RowForm form)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                var length = bytes.Length >= sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : uint.MaxValue;
                if (length > bytes.Length - sizeof(uint) || Cells.Count >= form.MaxRows)
                {
                    throw Problem.BadRequest($"an element of input '{Problem.Quote(Name)}' is longer than the tensor, or there are more than {form.MaxRows}").Exception();
                }

                var element = bytes.Slice(sizeof(uint), (int)length);
                Cells.Add(form.ReadsPictures ? new() { File = element.ToArray() } : new() { Text = StrictUtf8.GetString(element) });
                bytes = bytes[(sizeof(uint) + (int)length)..];
            }
        }
        catch (DecoderFallbackException)
        {
            throw Problem.BadRequest($"an element of input '{Problem.Quote(Name)}' is not UTF-8").Exception();
        }
    }
}
