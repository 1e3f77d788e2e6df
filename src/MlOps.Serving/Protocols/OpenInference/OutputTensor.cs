using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using MlOps.Inference;

namespace MlOps.Serving.Protocols.OpenInference;

/// <summary>An output of a model in the words of the Open Inference Protocol.</summary>
/// <param name="name">Its name.</param>
/// <param name="datatype">BYTES, FP32, FP64 or INT64.</param>
/// <param name="width">Elements a row; null where each row has one, and the shape is [rows].</param>
/// <param name="elements">The elements of an answer: texts or numbers, as the type says.</param>
internal sealed class OutputTensor(string name, string datatype, int? width, Func<Answer, IEnumerable<object>> elements)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>The type of its elements.</summary>
    public string Datatype => datatype;

    /// <summary>[-1], or [-1, width]: rows are not limited by the model.</summary>
    public IReadOnlyList<long> Shape => width is { } each ? [-1, each] : [-1];

    /// <summary>Writes the tensor of all answers.</summary>
    /// <param name="json">Receives it.</param>
    /// <param name="answers">One a row.</param>
    /// <param name="binary">Receives its elements; null where they stand in the JSON.</param>
    public void Write(Utf8JsonWriter json, IReadOnlyList<Answer> answers, IBufferWriter<byte>? binary)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteString("datatype"u8, datatype);
        json.WriteStartArray("shape"u8);
        json.WriteNumberValue(answers.Count);
        if (width is { } each)
        {
            json.WriteNumberValue(each);
        }

        json.WriteEndArray();
        if (binary is not null)
        {
            json.WriteStartObject("parameters"u8);
            json.WriteNumber("binary_data_size"u8, answers.SelectMany(elements).Sum(element => Append(binary, element)));
            json.WriteEndObject();
        }
        else
        {
            json.WriteStartArray("data"u8);
            foreach (var element in answers.SelectMany(elements))
            {
                Write(json, element);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, object element)
    {
        switch (element)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case float number:
                json.WriteNumberValue(number);
                break;
            case long whole:
                json.WriteNumberValue(whole);
                break;
            case double number:
                AnswerJson.WriteNumber(json, number);
                break;
        }
    }

    // little-endian; a text has its length in bytes before it
    private static int Append(IBufferWriter<byte> binary, object element)
    {
        Span<byte> number = stackalloc byte[sizeof(double)];
        switch (element)
        {
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                BinaryPrimitives.WriteInt32LittleEndian(number, bytes.Length);
                binary.Write(number[..sizeof(int)]);
                binary.Write(bytes);
                return sizeof(int) + bytes.Length;
            case float single:
                BinaryPrimitives.WriteSingleLittleEndian(number, single);
                binary.Write(number[..sizeof(float)]);
                return sizeof(float);
            case long whole:
                BinaryPrimitives.WriteInt64LittleEndian(number, whole);
                break;
            case double wide:
                BinaryPrimitives.WriteDoubleLittleEndian(number, wide);
                break;
        }

        binary.Write(number);
        return number.Length;
    }
}
