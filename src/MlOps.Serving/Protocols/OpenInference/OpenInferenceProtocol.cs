using System.Buffers;
using System.Globalization;
using System.Text.Json;
using MlOps.Inference;
using MlOps.Serving.Models;
using MlOps.Serving.Requests;
using MlOps.Serving.Rows;

namespace MlOps.Serving.Protocols.OpenInference;

/// <summary>
/// The Open Inference Protocol, version 2 (KServe, Triton): tensors in JSON, or behind the JSON as its binary extension has them. A text is a
/// BYTES element of the tensor that is named after the model's column; a picture is its file, in JSON as base64.
/// </summary>
public sealed class OpenInferenceProtocol : Protocol
{
    /// <summary>Says how many bytes of the body are JSON; tensors in binary follow.</summary>
    public const string HeaderLength = "Inference-Header-Content-Length";

    /// <inheritdoc/>
    public override string Name => "v2";

    /// <inheritdoc/>
    internal override PredictionRequest Read(RequestBody body, ServedModel model)
    {
        var json = body.Bytes.Span;
        ReadOnlySpan<byte> binary = default;
        if (body.Request.Headers[HeaderLength] is [{ } given])
        {
            if (!int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > json.Length)
            {
                throw Problem.BadRequest($"{HeaderLength} is '{Problem.Quote(given)}'; expected the bytes of the JSON, at most those of the body").Exception();
            }

            binary = json[length..];
            json = json[..length];
        }

        var read = JsonRows.Read(json, (ref Utf8JsonReader reader) => InferenceReader.Read(ref reader, model.Form));
        read.Model = (string)body.Request.RouteValues[PredictionHandler.ModelValue]!;
        RequireKnown(read.Outputs, OutputTensors.Of(model.Description));
        foreach (var tensor in read.Inputs)
        {
            tensor.TakeBinary(ref binary, model.Form);
        }

        return binary.IsEmpty
            ? new InferenceRequest(Rows(read.Inputs, model.Form), read)
            : throw Problem.BadRequest($"{binary.Length} bytes follow the last tensor; expected none").Exception();
    }

    /// <inheritdoc/>
    internal override void Write(PredictionRequest request, ServedModel model, IReadOnlyList<Answer> answers, ResponseBody response)
    {
        var asked = ((InferenceRequest)request).Asked;
        var binary = new ArrayBufferWriter<byte>();
        using (var json = response.Json())
        {
            json.WriteStartObject();
            json.WriteString("model_name"u8, asked.Model);
            json.WriteString("model_version"u8, model.Version.Version);
            if (asked.Id is not null)
            {
                json.WriteString("id"u8, asked.Id);
            }

            json.WriteStartArray("outputs"u8);
            foreach (var output in OutputTensors.Of(model.Description))
            {
                if (asked.Wants(output.Name, out var inBinary))
                {
                    output.Write(json, answers, inBinary ? binary : null);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        if (binary.WrittenCount > 0)
        {
            response.Headers[HeaderLength] = response.WrittenBytes.ToString(CultureInfo.InvariantCulture);
            response.ContentType = "application/octet-stream";
            response.Output.Write(binary.WrittenSpan);
        }
    }

    private static IReadOnlyList<RowInput> Rows(List<InputTensor> tensors, RowForm form)
    {
        var rows = new RequestRows(form);
        var byColumn = form.Columns.Select(column => tensors.Find(tensor => tensor.Name == column)
            ?? throw Problem.BadRequest($"there is no input '{column}'; the model reads {string.Join(" and ", form.Columns)}").Exception()).ToArray();
        if (tensors.Count != byColumn.Length)
        {
            throw Problem.BadRequest($"there are {tensors.Count} inputs; expected {string.Join(" and ", form.Columns)} alone").Exception();
        }

        var count = byColumn[0].Cells.Count;
        if (byColumn.Any(tensor => tensor.Cells.Count != count))
        {
            throw Problem.BadRequest("the inputs have different numbers of elements; expected one a row of each").Exception();
        }

        for (var row = 0; row < count; row++)
        {
            for (var column = 0; column < byColumn.Length; column++)
            {
                rows.Set(column, byColumn[column].Cells[row]);
            }

            rows.End();
        }

        return rows.Take();
    }

    private static void RequireKnown(IEnumerable<RequestedOutput> asked, IReadOnlyList<OutputTensor> outputs)
    {
        if (asked.FirstOrDefault(output => outputs.All(known => known.Name != output.Name)) is { } unknown)
        {
            throw Problem.BadRequest($"there is no output '{Problem.Quote(unknown.Name)}'; the model has {string.Join(", ", outputs.Select(output => output.Name))}").Exception();
        }
    }
}
