using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using MlOps.Diagnostics;
using MlOps.Inference;
using MlOps.Inference.Predict;
using MlOps.Serving.Models;
using MlOps.Serving.Requests;
using MlOps.Serving.Rows;
using MlOps.Text.Readers;

namespace MlOps.Serving.Protocols;

/// <summary>Our own protocol: JSON (one row or a list), a JSON object a line, CSV, pictures as files. Answers come in the form of the request.</summary>
public sealed class PredictProtocol : Protocol
{
    private const string Expected = "application/json, application/x-ndjson, text/csv, multipart/form-data or image/*";

    /// <inheritdoc/>
    public override string Name => "predict";

    /// <inheritdoc/>
    internal override PredictionRequest Read(RequestBody body, ServedModel model)
    {
        var rows = new RequestRows(model.Form);
        switch (body.MediaType)
        {
            case "application/json":
                var isList = JsonRows.Read(body.Bytes.Span, (ref Utf8JsonReader reader) => ReadJson(ref reader, rows));
                return new RowsRequest(rows.Take(), isList ? RowsForm.List : RowsForm.One);
            case "application/x-ndjson" or "application/jsonl" or "application/x-jsonlines":
                ReadLines(body.Bytes.Span, rows);
                return new RowsRequest(rows.Take(), RowsForm.Lines);
            case "text/csv":
                var table = CsvRows.Read(body.Bytes.Span, rows);
                return new RowsRequest(rows.Take(), table);
            case "multipart/form-data" when model.Form.ReadsPictures:
                ReadFiles(body, rows);
                return new RowsRequest(rows.Take(), RowsForm.List);
            case var type when model.Form.ReadsPictures && (type == "application/octet-stream" || type.StartsWith("image/", StringComparison.Ordinal)):
                rows.Add(new() { File = body.Bytes.ToArray() });
                return new RowsRequest(rows.Take(), RowsForm.One);
            default:
                throw Problem.UnsupportedType(body.MediaType, model.Form.ReadsPictures ? Expected : "application/json, application/x-ndjson or text/csv").Exception();
        }
    }

    /// <inheritdoc/>
    internal override void Write(PredictionRequest request, ServedModel model, IReadOnlyList<Answer> answers, ResponseBody response)
    {
        var asked = (RowsRequest)request;
        switch (asked.Form)
        {
            case RowsForm.Csv:
                WriteCsv(asked, model, answers, response);
                break;
            case RowsForm.Lines:
                response.ContentType = "application/x-ndjson";
                for (var row = 0; row < answers.Count; row++)
                {
                    using (var json = response.Json())
                    {
                        AnswerJson.Write(json, model.Description, request.Rows[row], answers[row]);
                    }

                    response.Output.Write("\n"u8);
                }

                break;
            case RowsForm.One:
                using (var json = response.Json())
                {
                    AnswerJson.Write(json, model.Description, request.Rows[0], answers[0]);
                }

                break;
            default:
                WriteList(request, model, answers, response);
                break;
        }
    }

    private static bool ReadJson(ref Utf8JsonReader reader, RequestRows rows)
    {
        var isList = reader.TokenType == JsonTokenType.StartArray;
        if (isList)
        {
            JsonRows.ReadList(ref reader, rows, "the body");
        }
        else
        {
            JsonRows.ReadRow(ref reader, rows);
        }

        return isList;
    }

    private static void ReadLines(ReadOnlySpan<byte> body, RequestRows rows)
    {
        foreach (var range in body.Split((byte)'\n'))
        {
            var line = body[range].Trim(" \t\r"u8);
            if (line.Length > 0)
            {
                _ = JsonRows.Read(line, (ref Utf8JsonReader reader) =>
                {
                    JsonRows.ReadRow(ref reader, rows);
                    return true;
                });
            }
        }
    }

    private static void ReadFiles(RequestBody body, RequestRows rows)
    {
        var boundary = MediaTypeHeaderValue.TryParse(body.Request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        if (string.IsNullOrEmpty(boundary))
        {
            throw Problem.BadRequest("the multipart body names no boundary").Exception();
        }

        try
        {
            var reader = new MultipartReader(boundary, new MemoryStream(body.Bytes.ToArray(), writable: false));
            while (reader.ReadNextSectionAsync().GetAwaiter().GetResult() is { } section)
            {
                using var file = new MemoryStream();
                section.Body.CopyTo(file);
                rows.Add(new() { File = file.ToArray() });
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Problem.BadRequest("the multipart body is broken or cut off").Exception();
        }
    }

    private static void WriteList(PredictionRequest request, ServedModel model, IReadOnlyList<Answer> answers, ResponseBody response)
    {
        using var json = response.Json();
        json.WriteStartArray();
        for (var row = 0; row < answers.Count; row++)
        {
            AnswerJson.Write(json, model.Description, request.Rows[row], answers[row]);
        }

        json.WriteEndArray();
    }

    private static void WriteCsv(RowsRequest request, ServedModel model, IReadOnlyList<Answer> answers, ResponseBody response)
    {
        response.ContentType = "text/csv; charset=utf-8";
        var format = new AnswerFormat(model.Description, DecisionRules.None);
        var header = request.Table![0];
        using var csv = new MemoryStream();
        using (var writer = PredictionWriter.Create(csv, "rows.csv", header, format.Columns))
        {
            for (var row = 0; row < answers.Count; row++)
            {
                writer.Write(new RawRow(row + 1, Location.None, header, request.Table[row + 1]), format.Cells(request.Rows[row], answers[row]));
            }
        }

        response.Output.Write(csv.GetBuffer().AsSpan(0, (int)csv.Length));
    }
}
