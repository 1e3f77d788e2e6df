using System.Text.Json;
using MlOps.Serving.Rows;

namespace MlOps.Serving.Protocols.OpenInference;

/// <summary>Reads the JSON of a request of the Open Inference Protocol. Every method ends with the reader at the last token of what it reads.</summary>
internal static class InferenceReader
{
    private const int MostTensors = 16;
    private const int MostDimensions = 8;
    private const int DeepestData = 8;

    /// <summary>Reads the whole request.</summary>
    /// <param name="reader">At its first token.</param>
    /// <param name="form">What the model reads.</param>
    /// <exception cref="ProblemException">It is not of this form.</exception>
    public static AskedInference Read(ref Utf8JsonReader reader, RowForm form)
    {
        JsonRows.Require(reader, JsonTokenType.StartObject, "the request must be an object with 'inputs'");
        var asked = new AskedInference();
        while (NextField(ref reader, out var field))
        {
            switch (field)
            {
                case "id":
                    asked.Id = Text(ref reader, "'id'");
                    break;
                case "parameters":
                    asked.PrefersBinary = Parameter(ref reader, "binary_data_output", out var wanted) && wanted.IsTrue;
                    break;
                case "inputs":
                    JsonRows.Require(reader, JsonTokenType.StartArray, "'inputs' must be a list of tensors");
                    while (NextElement(ref reader, asked.Inputs.Count, "tensors", MostTensors))
                    {
                        asked.Inputs.Add(ReadInput(ref reader, form));
                    }

                    break;
                case "outputs":
                    JsonRows.Require(reader, JsonTokenType.StartArray, "'outputs' must be a list of tensors");
                    while (NextElement(ref reader, asked.Outputs.Count, "tensors", MostTensors))
                    {
                        asked.Outputs.Add(ReadOutput(ref reader));
                    }

                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return asked;
    }

    private static InputTensor ReadInput(ref Utf8JsonReader reader, RowForm form)
    {
        JsonRows.Require(reader, JsonTokenType.StartObject, "each of 'inputs' must be an object with name, datatype, shape and data");
        var tensor = new InputTensor();
        while (NextField(ref reader, out var field))
        {
            switch (field)
            {
                case "name":
                    tensor.Name = Text(ref reader, "'name'");
                    break;
                case "datatype":
                    tensor.Datatype = Text(ref reader, "'datatype'");
                    break;
                case "shape":
                    ReadShape(ref reader, tensor);
                    break;
                case "data":
                    ReadData(ref reader, tensor, form, depth: 0);
                    break;
                case "parameters":
                    tensor.BinaryBytes = Parameter(ref reader, "binary_data_size", out var size)
                        ? size.Number ?? throw Problem.BadRequest("'binary_data_size' must be a whole number").Exception()
                        : null;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return tensor;
    }

    private static RequestedOutput ReadOutput(ref Utf8JsonReader reader)
    {
        JsonRows.Require(reader, JsonTokenType.StartObject, "each of 'outputs' must be an object with a name");
        var output = new RequestedOutput("", null);
        while (NextField(ref reader, out var field))
        {
            switch (field)
            {
                case "name":
                    output = output with { Name = Text(ref reader, "'name'") };
                    break;
                case "parameters":
                    output = output with { InBinary = Parameter(ref reader, "binary_data", out var wanted) ? wanted.IsTrue : null };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return output;
    }

    private static void ReadShape(ref Utf8JsonReader reader, InputTensor tensor)
    {
        JsonRows.Require(reader, JsonTokenType.StartArray, "'shape' must be a list of whole numbers");
        while (NextElement(ref reader, tensor.Shape.Count, "dimensions", MostDimensions))
        {
            tensor.Shape.Add(reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var length)
                ? length
                : throw Problem.BadRequest("'shape' must be a list of whole numbers").Exception());
        }
    }

    // flat, or nested as the shape is
    private static void ReadData(ref Utf8JsonReader reader, InputTensor tensor, RowForm form, int depth)
    {
        JsonRows.Require(reader, JsonTokenType.StartArray, "'data' must be a list of texts");
        while (NextElement(ref reader, tensor.Cells.Count, "rows", form.MaxRows))
        {
            if (reader.TokenType == JsonTokenType.StartArray && depth < DeepestData)
            {
                ReadData(ref reader, tensor, form, depth + 1);
            }
            else
            {
                JsonRows.Require(reader, JsonTokenType.String, "'data' must be a list of texts");
                tensor.Cells.Add(new() { Text = reader.GetString() });
            }
        }
    }

    // one parameter of an object of parameters: its number, or whether it is true
    private static bool Parameter(ref Utf8JsonReader reader, string name, out (bool IsTrue, long? Number) value)
    {
        JsonRows.Require(reader, JsonTokenType.StartObject, "'parameters' must be an object");
        var found = false;
        value = default;
        while (NextField(ref reader, out var field))
        {
            if (field == name)
            {
                found = true;
                value = (reader.TokenType == JsonTokenType.True, reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) ? number : null);
            }

            reader.Skip();
        }

        return found;
    }

    private static bool NextField(ref Utf8JsonReader reader, out string field)
    {
        if (!reader.Read() || reader.TokenType == JsonTokenType.EndObject)
        {
            field = "";
            return false;
        }

        field = reader.GetString()!;
        return reader.Read();
    }

    private static bool NextElement(ref Utf8JsonReader reader, int count, string what, int most)
    {
        if (!reader.Read() || reader.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }

        return count < most ? true : throw Problem.TooLarge($"the request has more than {most} {what}").Exception();
    }

    private static string Text(ref Utf8JsonReader reader, string what)
    {
        JsonRows.Require(reader, JsonTokenType.String, $"{what} must be a text");
        return reader.GetString()!;
    }
}
