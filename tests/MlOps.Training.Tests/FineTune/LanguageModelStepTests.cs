using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Inference;
using MlOps.Models;
using MlOps.Steps;
using MlOps.Testing;
using MlOps.Training.FineTune;
using MlOps.Training.Tests.Models.Gpt2;
using MlOps.Training.Weights;

namespace MlOps.Training.Tests.FineTune;

/// <summary>The fine-tune step on texts alone.</summary>
public sealed class LanguageModelStepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Masked_lm_learns_a_domain_and_writes_a_model_that_classification_starts_from()
    {
        var pico = Repository.Shared("models/bert-pico");
        var adapted = await Run($"base: {pico}\ntask: masked-lm\nepochs: 3\nbatch-size: 8\nlearning-rate: 1e-3\n", "adapted");

        var training = adapted.Training!;
        Assert.True(training.Epochs[^1].ValidationLoss < training.Epochs[0].ValidationLoss);
        Assert.Equal(Math.Exp(training.Epochs[^1].ValidationLoss!.Value), adapted.Metrics["best-validation-perplexity"]!.Value, 4);
        Assert.InRange(training.ExportDifference, 0, 1e-4);
        Assert.Equal("loss", training.BestBy);

        var folder = _folder.File("adapted/model");
        Assert.Equal("masked-lm", ModelDescription.Read(folder).Task);
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "config.json")));
        Assert.Equal("BertForMaskedLM", config.RootElement.GetProperty("architectures")[0].GetString());
        using (var weights = new SafetensorsReader(Path.Combine(folder, "model.safetensors"), "model.safetensors"))
        {
            Assert.Null(weights.Find("cls.predictions.decoder.weight")); // tied: it stands once
            Assert.NotNull(weights.Find("cls.predictions.bias"));
        }

        var classified = await Run($"base: {folder}\nepochs: 1\nbatch-size: 8\n", "classified");
        Assert.Contains(classified.Training!.Notes, note => note.Contains("bert.pooler.dense.weight [128, 128] is missing", StringComparison.Ordinal));
        Assert.Contains(classified.Training.Notes, note => note.Contains("not used of the base model: cls.predictions.bias", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Causal_lm_learns_plain_text_and_writes_a_model_that_it_goes_on_from()
    {
        var origin = TinyGpt2.Write(_folder);
        const string Keys = "task: causal-lm\nmax-tokens: 32\nepochs: 4\nbatch-size: 8\nlearning-rate: 3e-3\n";
        var first = await Run($"base: {origin}\n{Keys}", "first");
        var second = await Run($"base: {_folder.File("first/model")}\n{Keys}", "second");

        // 257 pieces guessed blindly have a perplexity of 257
        Assert.InRange(first.Metrics["best-validation-perplexity"]!.Value, 1, 100);
        Assert.True(second.Metrics["best-validation-perplexity"] < first.Metrics["best-validation-perplexity"]);
        Assert.InRange(first.Training!.ExportDifference, 0, 1e-4);
        Assert.Empty(second.Training!.Notes);
    }

    [Fact]
    public async Task A_language_model_becomes_a_classifier_that_transformers_finds_the_last_token_for()
    {
        var result = await Run($"base: {TinyGpt2.Write(_folder)}\nepochs: 1\nmax-tokens: 48\n", "classified");

        Assert.InRange(result.Training!.ExportDifference, 0, 1e-4);
        Assert.Contains("score.weight [2, 32] is missing", Assert.Single(result.Training.Notes), StringComparison.Ordinal);
        using var config = JsonDocument.Parse(File.ReadAllText(_folder.File("classified/model/config.json")));
        Assert.Equal("GPT2ForSequenceClassification", config.RootElement.GetProperty("architectures")[0].GetString());
        Assert.Equal(256, config.RootElement.GetProperty("pad_token_id").GetInt32()); // what ends a text, as GPT-2 has nothing else
    }

    [Fact]
    public async Task Masked_lm_without_a_mask_token_is_refused()
    {
        var pico = Repository.Shared("models/bert-pico");
        foreach (var file in new[] { "config.json", "model.safetensors" })
        {
            File.Copy(Path.Combine(pico, file), Path.Combine(_folder.Path, file));
        }

        _ = _folder.Write("vocab.txt", File.ReadAllText(Path.Combine(pico, "vocab.txt")).Replace("[MASK]", "[unused]", StringComparison.Ordinal));

        var refusal = await Assert.ThrowsAsync<MlOpsException>(() => Run($"base: {_folder.Path}\ntask: masked-lm\n", "out"));

        Assert.Equal(Rules.IncompatibleBase, refusal.Diagnostic.Rule);
        Assert.Contains("has no mask token", refusal.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<(string, string[])> Texts => [.. Enumerable.Range(0, 100).Select(row => (
        $"the sailors steer ship number {row % 7} across the {(row % 3 == 0 ? "sea" : "ocean and into the old harbour before the storm")}",
        new[] { row % 2 == 0 ? "even" : "odd" }))];

    private async Task<StepResult> Run(string yaml, string output)
    {
        var spec = Specs.Read(yaml);
        var context = Contexts.Create(_folder.Path, _folder.File(output), [PreparedData.Write(_folder, Texts)]) with { Bases = Specs.Bases(spec, _folder.Path) };
        return await ((Step)new FineTuneStep(OnnxLogits.Score)).RunAsync(spec, context, TestContext.Current.CancellationToken);
    }
}
