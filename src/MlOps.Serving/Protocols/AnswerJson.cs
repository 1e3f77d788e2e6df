using System.Numerics.Tensors;
using System.Text.Json;
using MlOps.Inference;
using MlOps.Metrics;
using MlOps.Metrics.Entities;
using MlOps.Models;

namespace MlOps.Serving.Protocols;

/// <summary>Answers as our own protocol gives them: an object a row, whose fields the model's task decides.</summary>
internal static class AnswerJson
{
    /// <summary>Writes an answer.</summary>
    /// <param name="json">Receives it.</param>
    /// <param name="model">What has answered.</param>
    /// <param name="row">What was asked.</param>
    /// <param name="answer">The answer.</param>
    public static void Write(Utf8JsonWriter json, ModelDescription model, RowInput row, Answer answer)
    {
        json.WriteStartObject();
        switch (answer)
        {
            case Prediction labels:
                WriteLabels(json, model, labels.Probabilities);
                break;
            case NumbersAnswer numbers:
                WriteNumbers(json, model, numbers.Values);
                break;
            case TagsAnswer tags:
                WriteTags(json, row.Words!, tags);
                break;
            case LanguageAnswer { Score: var score }:
                json.WritePropertyName("perplexity"u8);
                WriteNumber(json, Math.Exp(score.Loss / score.Tokens));
                json.WriteNumber("tokens"u8, score.Tokens);
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a number; null where it is none, which JSON has no other word for.</summary>
    /// <param name="json">Receives it.</param>
    /// <param name="value">The number.</param>
    public static void WriteNumber(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void WriteLabels(Utf8JsonWriter json, ModelDescription model, float[] probabilities)
    {
        if (model.MultiLabel)
        {
            json.WriteStartArray("prediction"u8);
            for (var label = 0; label < probabilities.Length; label++)
            {
                if (probabilities[label] >= ScoredRows.Threshold)
                {
                    json.WriteStringValue(model.Labels[label]);
                }
            }

            json.WriteEndArray();
        }
        else
        {
            var best = TensorPrimitives.IndexOfMax<float>(probabilities);
            json.WriteString("prediction"u8, model.Labels[best]);
            json.WriteNumber("probability"u8, probabilities[best]);
        }

        json.WriteStartObject("probabilities"u8);
        for (var label = 0; label < probabilities.Length; label++)
        {
            json.WriteNumber(model.Labels[label], probabilities[label]);
        }

        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, ModelDescription model, IReadOnlyList<float> values)
    {
        if (values.Count == 1)
        {
            json.WriteNumber("prediction"u8, values[0]);
            return;
        }

        json.WriteStartObject("prediction"u8);
        for (var target = 0; target < values.Count; target++)
        {
            json.WriteNumber(model.Labels[target], values[target]);
        }

        json.WriteEndObject();
    }

    private static void WriteTags(Utf8JsonWriter json, IReadOnlyList<string> words, TagsAnswer tags)
    {
        json.WriteStartArray("prediction"u8);
        foreach (var tag in tags.Tags)
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        json.WriteStartArray("probabilities"u8);
        foreach (var probability in tags.Probabilities)
        {
            json.WriteNumberValue(probability);
        }

        json.WriteEndArray();
        json.WriteStartArray("entities"u8);
        foreach (var entity in Entity.Read(tags.Tags))
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, entity.Kind);
            json.WriteString("text"u8, string.Join(' ', words.Skip(entity.Start).Take(entity.End - entity.Start)));
            json.WriteNumber("start"u8, entity.Start);
            json.WriteNumber("end"u8, entity.End);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
