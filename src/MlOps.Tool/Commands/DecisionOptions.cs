using System.CommandLine;
using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Inference.Predict;
using MlOps.Models;

namespace MlOps.Tool.Commands;

/// <summary>The options that say what becomes of a classifier's probabilities.</summary>
internal sealed class DecisionOptions
{
    private readonly Option<string[]> _thresholds = new("--threshold") { Description = "Give a label only from this probability on", HelpName = "LABEL=P" };
    private readonly Option<double?> _abstain = new("--abstain-below") { Description = "Give no label where the answer's probability is lower", HelpName = "P" };
    private readonly Option<string[]> _names = new("--rename") { Description = "Call a label otherwise", HelpName = "LABEL=NAME" };

    /// <summary>Adds the options.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Options.Add(_thresholds);
        command.Options.Add(_abstain);
        command.Options.Add(_names);
    }

    /// <summary>What they say.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">Knows the labels.</param>
    /// <exception cref="MlOpsException">MLOPS1003: a value is not of its form. MLOPS3006: the model has no such label.</exception>
    public DecisionRules Read(ParseResult parsed, ModelDescription model) => new(
        Pairs(parsed.GetValue(_thresholds), "--threshold", model).ToDictionary(pair => pair.Label, pair => Share(pair.Value, "--threshold"), StringComparer.Ordinal),
        parsed.GetValue(_abstain),
        Pairs(parsed.GetValue(_names), "--rename", model).ToDictionary(pair => pair.Label, pair => pair.Value, StringComparer.Ordinal));

    private static IEnumerable<(string Label, string Value)> Pairs(string[]? given, string option, ModelDescription model) => (given ?? []).Select(text =>
    {
        var equals = text.LastIndexOf('=');
        var label = equals > 0 ? text[..equals] : throw new MlOpsException(Rules.BadValue, Location.None, $"'{option}' is '{text}'; expected LABEL=VALUE");
        return model.Labels.Contains(label)
            ? (label, text[(equals + 1)..])
            : throw new MlOpsException(Rules.BadLabels, Location.None, $"'{option}' names the label '{label}'; the model has {string.Join(", ", model.Labels)}{Spelling.Hint(label, model.Labels)}");
    });

    private static double Share(string text, string option) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1
            ? share
            : throw new MlOpsException(Rules.BadValue, Location.None, $"'{option}' gives '{text}'; expected a probability from 0 to 1");
}
