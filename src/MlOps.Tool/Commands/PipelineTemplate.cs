using MlOps.Text.Readers;

namespace MlOps.Tool.Commands;

/// <summary>The pipeline that <c>init</c> writes.</summary>
internal static class PipelineTemplate
{
    /// <summary>Writes the text.</summary>
    /// <param name="name">Name of pipeline and model.</param>
    /// <param name="data">The data, relative to the pipeline.</param>
    /// <param name="model">The base model's folder, relative to the pipeline.</param>
    /// <param name="guess">The columns of the data.</param>
    /// <param name="schema">The schema's file, relative to the pipeline.</param>
    public static string Write(string name, string data, string model, ColumnGuess guess, string schema) => $$"""
        # yaml-language-server: $schema={{schema}}
        # Columns of the data: {{string.Join(", ", guess.Columns)}}
        name: {{Quote(name)}}
        seed: 1                          # the same seed and data give the same split and the same training

        steps:
          prepare:
            uses: preprocess
            data: {{Quote(data)}}
            text: {{Quote(guess.Text ?? "text")}}           # the column that the model reads
            label: {{Quote(guess.Label ?? "label")}}        # the column that it learns to tell
            clean: [collapse-whitespace] # also: lowercase, strip-html, strip-special, unicode-nfc
            drop: [empty, duplicates]    # so that no test row stands in train too
            split: { train: 80, validation: 10, test: 10, stratify: true }

          train:
            uses: fine-tune
            needs: prepare
            base: {{Quote(model)}}            # a Hugging Face-format folder (config.json, weights, tokenizer), or ORG/NAME of the hub
            task: text-classification
            epochs: 3
            batch-size: 32               # doubling it doubles memory
            max-tokens: 128              # longer texts are cut; time grows with it
            learning-rate: 5.0e-5        # small models take more: 5.0e-4
            early-stopping: { metric: f1, patience: 2 }

          judge:
            uses: evaluate
            needs: [prepare, train]
            metrics: [accuracy, precision, recall, f1, latency]
            gates:                       # all of them must hold for the stage below
              - accuracy >= 0.90
              - f1 >= champion.f1 - 0.01 # no worse than the version in Production, scored on the same rows

          publish:
            uses: register
            needs: judge
            model: {{Quote(name)}}
            stage: Production

        report:
          junit: out/junit.xml

        """;

    // YAML's double quotes take the escapes of JSON
    private static string Quote(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/') && text.Length > 0 && !char.IsAsciiDigit(text[0])
        ? text
        : $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";
}
