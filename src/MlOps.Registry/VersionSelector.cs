using System.Globalization;
using MlOps.Metrics;

namespace MlOps.Registry;

/// <summary>What stands after the @ of a reference: which version of the model is meant.</summary>
public abstract record VersionSelector
{
    /// <summary>The word for the newest version.</summary>
    public const string LatestWord = "latest";

    private const string BestStart = "best(";

    private static readonly Stage[] Stages = [Stage.Production, Stage.Staging];

    private VersionSelector()
    {
    }

    /// <summary>The version of a number.</summary>
    /// <param name="Version">Counted from 1.</param>
    public sealed record Number(int Version) : VersionSelector
    {
        /// <inheritdoc/>
        public override string ToString() => Version.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The version in Production or Staging now.</summary>
    /// <param name="Stage">A stage that one version at most can have.</param>
    public sealed record InStage(Stage Stage) : VersionSelector
    {
        /// <inheritdoc/>
        public override string ToString() => Stage.ToString();
    }

    /// <summary>The version that an alias names now.</summary>
    /// <param name="Name">The alias.</param>
    public sealed record Alias(string Name) : VersionSelector
    {
        /// <inheritdoc/>
        public override string ToString() => Name;
    }

    /// <summary>The newest version, whatever its stage.</summary>
    public sealed record Latest : VersionSelector
    {
        /// <inheritdoc/>
        public override string ToString() => LatestWord;
    }

    /// <summary>The version with the best recorded value of a metric; of equal ones the newest.</summary>
    /// <param name="Metric">The metric.</param>
    public sealed record Best(MetricName Metric) : VersionSelector
    {
        /// <inheritdoc/>
        public override string ToString() => $"{BestStart}{Metric})";
    }

    /// <summary>The stages that name a version, as they are written.</summary>
    public static IEnumerable<string> StageNames => Stages.Select(stage => stage.ToString());

    /// <summary>Reads a selector.</summary>
    /// <param name="text">What stands after the @.</param>
    /// <returns>Null for a text of another form.</returns>
    public static VersionSelector? TryParse(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number > 0 ? new Number(number) : null;
        }

        if (text.StartsWith(BestStart, StringComparison.Ordinal) && text.EndsWith(')'))
        {
            return MetricName.TryParse(text[BestStart.Length..^1], out var metric, out _) && metric.IsValue ? new Best(metric) : null;
        }

        return text == LatestWord ? new Latest()
            : Stages.Where(stage => stage.ToString() == text).Select(stage => new InStage(stage)).FirstOrDefault() is { } inStage ? inStage
            : AliasName.IsValid(text) ? new Alias(text)
            : null;
    }
}
