using System.Buffers;
using System.Numerics.Tensors;
using System.Text.Json;
using MlOps.Inference;
using MlOps.Models;
using MlOps.Serving.Models;
using MlOps.Serving.Requests;
using MlOps.Serving.Rows;

namespace MlOps.Serving.Protocols;

/// <summary>
/// MLflow's scoring protocol: <c>dataframe_split</c>, <c>dataframe_records</c>, <c>instances</c>, <c>inputs</c>, or CSV; the answer is
/// <c>{"predictions": […]}</c>, of a classifier a label with its score a row. SageMaker and Vertex AI speak it too.
/// </summary>
public sealed class InvocationsProtocol : Protocol
{
    /// <summary>The version of MLflow whose protocol this is; clients ask for it.</summary>
    public const string MlflowVersion = "3.17.2";

    private static readonly string[] Fields = ["dataframe_split", "dataframe_records", "instances", "inputs"];

    /// <inheritdoc/>
    public override string Name => "invocations";

    /// <inheritdoc/>
    internal override PredictionRequest Read(RequestBody body, ServedModel model)
    {
        var rows = new RequestRows(model.Form);
        switch (body.MediaType)
        {
            case "application/json":
                _ = JsonRows.Read(body.Bytes.Span, (ref Utf8JsonReader reader) => ReadFields(ref reader, rows));
                return new(rows.Take());
            case "text/csv":
                _ = CsvRows.Read(body.Bytes.Span, rows);
                return new(rows.Take());
            default:
                throw Problem.UnsupportedType(body.MediaType, "'text/csv' or 'application/json'").Exception();
        }
    }

    /// <inheritdoc/>
    internal override void Write(PredictionRequest request, ServedModel model, IReadOnlyList<Answer> answers, ResponseBody response)
    {
        using var json = response.Json();
        json.WriteStartObject();
        json.WriteStartArray("predictions"u8);
        for (var row = 0; row < answers.Count; row++)
        {
            WriteAnswer(json, model.Description, request.Rows[row], answers[row]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    internal override void Write(Problem problem, ResponseBody response)
    {
        response.Begin(problem);
        if (problem.Status == 415)
        {
            response.ContentType = "text/plain; charset=utf-8";
            response.Output.Write(System.Text.Encoding.UTF8.GetBytes(problem.Message));
            return;
        }

        using var json = response.Json();
        json.WriteStartObject();
        json.WriteString("error_code"u8, CodeOf(problem));
        json.WriteString("message"u8, problem.Message);
        json.WriteString("code"u8, problem.Code);
        if (problem.Status == 400)
        {
            json.WriteString("sqlstate"u8, "KAM00"u8);
            json.WriteString("error_class"u8, "INVALID_PARAMETER_VALUE"u8);
        }

        json.WriteEndObject();
    }

    private static string CodeOf(Problem problem) => problem.Status switch
    {
        400 => "BAD_REQUEST",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "RESOURCE_DOES_NOT_EXIST",
        413 => "REQUEST_LIMIT_EXCEEDED",
        503 => "TEMPORARILY_UNAVAILABLE",
        _ => "INTERNAL_ERROR",
    };

    private static bool ReadFields(ref Utf8JsonReader reader, RequestRows rows)
    {
        JsonRows.Require(reader, JsonTokenType.StartObject, $"the body must be an object with one of {string.Join(", ", Fields)}");
        string? found = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var field = FieldOf(reader);
            _ = reader.Read();
            if (field is null)
            {
                reader.Skip(); // params and what else a client adds: the model takes none
                continue;
            }

            if (found is not null)
            {
                throw Problem.BadRequest($"the body has both '{found}' and '{field}'; expected one of them").Exception();
            }

            found = field;
            ReadField(field, ref reader, rows);
        }

        return found is not null ? true : throw Problem.BadRequest($"the body has none of {string.Join(", ", Fields)}; expected one of them").Exception();
    }

    private static string? FieldOf(in Utf8JsonReader reader)
    {
        foreach (var field in Fields)
        {
            if (reader.ValueTextEquals(field))
            {
                return field;
            }
        }

        return null;
    }

    private static void ReadField(string field, ref Utf8JsonReader reader, RequestRows rows)
    {
        switch (field)
        {
            case "dataframe_split":
                ReadSplit(ref reader, rows);
                break;
            case "dataframe_records":
                JsonRows.Require(reader, JsonTokenType.StartArray, "dataframe_records must be a list of objects");
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    JsonRows.ReadObject(ref reader, rows);
                }

                break;
            default:
                ReadInputs(field, ref reader, rows);
                break;
        }
    }

    // a list of rows, an object of columns, or one text
    private static void ReadInputs(string field, ref Utf8JsonReader reader, RequestRows rows)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                JsonRows.ReadList(ref reader, rows, field);
                break;
            case JsonTokenType.StartObject:
                ColumnsOfRows.Read(ref reader, rows);
                break;
            default:
                JsonRows.ReadRow(ref reader, rows);
                break;
        }
    }

    private static void ReadSplit(ref Utf8JsonReader reader, RequestRows rows)
    {
        JsonRows.Require(reader, JsonTokenType.StartObject, "dataframe_split must be an object with 'columns' and 'data'");
        var places = SplitColumns(reader, rows.Form);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isData = reader.ValueTextEquals("data"u8);
            _ = reader.Read();
            if (!isData)
            {
                reader.Skip();
                continue;
            }

            JsonRows.Require(reader, JsonTokenType.StartArray, "'data' must be a list of rows");
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                JsonRows.ReadPositions(ref reader, rows, places);
            }
        }
    }

    // looks ahead, on a copy of the reader: 'columns' may stand behind 'data'
    private static List<int>? SplitColumns(Utf8JsonReader reader, RowForm form)
    {
        List<int>? places = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isColumns = reader.ValueTextEquals("columns"u8);
            _ = reader.Read();
            if (!isColumns)
            {
                reader.Skip();
                continue;
            }

            JsonRows.Require(reader, JsonTokenType.StartArray, "'columns' must be a list of names");
            places = [];
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                places.Add(reader.TokenType == JsonTokenType.String ? JsonRows.PlaceOf(reader, form) : -1);
                reader.Skip();
            }
        }

        return places;
    }

    private static void WriteAnswer(Utf8JsonWriter json, ModelDescription model, RowInput row, Answer answer)
    {
        switch (answer)
        {
            case Prediction { Probabilities: var scores } when model.MultiLabel:
                json.WriteStartArray();
                for (var label = 0; label < scores.Length; label++)
                {
                    WriteScore(json, "label"u8, model.Labels[label], scores[label]);
                }

                json.WriteEndArray();
                break;
            case Prediction { Probabilities: var scores }:
                var best = TensorPrimitives.IndexOfMax<float>(scores);
                WriteScore(json, "label"u8, model.Labels[best], scores[best]);
                break;
            case NumbersAnswer { Values: [var number] }:
                json.WriteNumberValue(number);
                break;
            case TagsAnswer tags:
                json.WriteStartArray();
                for (var word = 0; word < tags.Tags.Count; word++)
                {
                    WriteScore(json, "entity"u8, tags.Tags[word], tags.Probabilities[word], row.Words![word]);
                }

                json.WriteEndArray();
                break;
            default:
                AnswerJson.Write(json, model, row, answer);
                break;
        }
    }

    private static void WriteScore(Utf8JsonWriter json, ReadOnlySpan<byte> name, string label, float score, string? word = null)
    {
        json.WriteStartObject();
        json.WriteString(name, label);
        json.WriteNumber("score"u8, score);
        if (word is not null)
        {
            json.WriteString("word"u8, word);
        }

        json.WriteEndObject();
    }
}
