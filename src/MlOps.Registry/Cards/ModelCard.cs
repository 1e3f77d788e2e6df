using System.Globalization;
using System.Text;
using MlOps.Metrics;
using MlOps.Models;
using MlOps.Reporting;
using MlOps.Spec;

namespace MlOps.Registry.Cards;

/// <summary>Writes <c>MODEL_CARD.md</c> of a version: what a person must know before using it.</summary>
internal static class ModelCard
{
    /// <summary>The file's name in a version's folder.</summary>
    public const string FileName = "MODEL_CARD.md";

    /// <summary>The card as UTF-8.</summary>
    /// <param name="lineage">Where the version comes from.</param>
    /// <param name="candidate">The model.</param>
    public static byte[] Write(Lineage lineage, Candidate candidate)
    {
        var card = new StringBuilder();
        var description = candidate.Description;
        Line(card, $"{Title(lineage)}");
        Line(card, $"");
        Line(card, $"{(candidate.Purpose.Length > 0 ? $"What it is for: {Markdown.Sentence(candidate.Purpose)}" : "What it is for: not said by its pipeline.")}");
        Line(card, $"");
        Line(card, $"## What it does");
        Line(card, $"");
        Line(card, $"- Task: {Markdown.Code(description.Task)}, {Answer(description)}");
        Line(card, $"- {(description.TaskKind == TaskKind.Regression ? "Targets" : "Labels")}: {Codes(description.Labels)}");
        Line(card, $"- Input: {Input(description)}");
        Line(card, $"- Made from {Markdown.Code(description.Base)} ({Markdown.Sentence(description.Family)}), trained in {Markdown.Sentence(description.Precision)} with seed {description.Seed}");
        Line(card, $"");
        Line(card, $"## How well it does it");
        Line(card, $"");
        Line(card, $"Measured on {Quantity.Count(lineage.Rows)} test rows that training did not see. In brackets: 95 % bootstrap interval.");
        Line(card, $"");
        Line(card, $"| Metric | Value |");
        Line(card, $"|---|---|");
        foreach (var (name, value) in lineage.Metrics)
        {
            Line(card, $"| {Markdown.Code(name)} | {Measured(name, value, candidate.Evaluation)} |");
        }

        Line(card, $"");
        Line(card, $"## Gates");
        Line(card, $"");
        foreach (var gate in lineage.Gates)
        {
            Line(card, $"- {(gate.Passed ? "met" : "**not met**")}: {Markdown.Sentence(gate.Message)}");
        }

        Line(card, $"{(lineage.Gates.Count == 0 ? "The pipeline sets none." : "")}");
        if (lineage.Variant is { } variant)
        {
            AddVariant(card, variant);
        }

        Line(card, $"");
        Line(card, $"## Where it comes from");
        Line(card, $"");
        Line(card, $"- Run {Markdown.Code(lineage.Run)}, registered by {Markdown.Code(lineage.By)} on {lineage.At:yyyy-MM-dd HH:mm} UTC");
        Line(card, $"- Training data, SHA-256 `{lineage.DataHash}`");
        Line(card, $"- Base model, SHA-256 `{lineage.BaseHash}`");
        Line(card, $"- These files, SHA-256 `{lineage.ContentHash}`");
        return Encoding.UTF8.GetBytes(card.ToString());
    }

    /// <summary>The card with the version's number, for a card that was written before the number was given.</summary>
    /// <param name="card">The card as UTF-8.</param>
    /// <param name="lineage">Where the version comes from, with its number.</param>
    public static byte[] WithVersion(byte[] card, Lineage lineage) =>
        [.. Encoding.UTF8.GetBytes(Title(lineage)), .. card.AsSpan(card.IndexOf((byte)'\n'))];

    private static void AddVariant(StringBuilder card, VariantEvaluation variant)
    {
        Line(card, $"");
        Line(card, $"## In {Kebab.Of(variant.Variant)}");
        Line(card, $"");
        Line(card, $"{Markdown.Code(variant.Variant.FileName())} {(variant.Refused is { } refused ? $"was not kept: {Markdown.Sentence(refused)}" : "lies beside the model, for CPUs: linear layers and embeddings in whole numbers, judged on the same rows.")}");
        if (variant.Metrics.Count == 0)
        {
            return;
        }

        Line(card, $"");
        Line(card, $"| Metric | {Kebab.Of(ModelVariant.Fp32)} | {Kebab.Of(variant.Variant)} |");
        Line(card, $"|---|---|---|");
        foreach (var (name, value) in variant.Metrics)
        {
            var unit = MetricName.TryParse(name, out var metric, out _) ? metric.Metric.Unit : MetricUnit.None;
            Line(card, $"| {Markdown.Code(name)} | {MetricText.Of(variant.ModelMetrics.GetValueOrDefault(name), unit)} | {MetricText.Of(value, unit)} |");
        }
    }

    private static string Title(Lineage lineage) => lineage.Version == Lineage.NoVersionYet
        ? $"# {Markdown.Sentence(lineage.Model)}"
        : string.Create(CultureInfo.InvariantCulture, $"# {Markdown.Sentence(lineage.Model)}, version {lineage.Version}");

    private static string Answer(ModelDescription model) => model.TaskKind switch
    {
        TaskKind.Regression => model.Labels.Count == 1 ? "one number a text" : $"{model.Labels.Count} numbers a text",
        TaskKind.TokenClassification => "a tag for each word",
        TaskKind.MaskedLm => "covered words guessed",
        TaskKind.CausalLm => "the next token guessed",
        TaskKind.ImageClassification => "one label a picture",
        _ => model.MultiLabel ? "any number of labels a text" : "one label a text",
    };

    private static string Input(ModelDescription model)
    {
        var preparation = model.Preparation;
        return model.Pictures is { } pictures
            ? string.Create(CultureInfo.InvariantCulture, $"the pictures whose paths stand in the column {Markdown.Code(preparation.TextColumn)}, as {pictures.Width} x {pictures.Height} pixels")
            : string.Create(CultureInfo.InvariantCulture, $"the column {Markdown.Code(preparation.TextColumn)}{(preparation.PairColumn is { } pair ? $" with {Markdown.Code(pair)}" : "")}, cleaned by {Codes(preparation.Clean)}, with {Codes(preparation.Redact)} redacted; at most {model.MaxTokens} tokens{(model.Windows is null ? ", the rest is not read" : " at a time, longer texts in windows")}");
    }

    private static string Measured(string name, double? value, Evaluation evaluation)
    {
        var unit = MetricName.TryParse(name, out var metric, out _) ? metric.Metric.Unit : MetricUnit.None;
        var interval = evaluation.Intervals.TryGetValue(name, out var found)
            ? $" ({MetricText.Of(found.Low, unit)} to {MetricText.Of(found.High, unit)})"
            : "";
        return MetricText.Of(value, unit) + interval;
    }

    private static string Codes(IReadOnlyList<string> words) => words.Count == 0 ? "nothing" : string.Join(", ", words.Select(Markdown.Code));

    private static void Line(StringBuilder card, FormattableString text) => _ = card.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
