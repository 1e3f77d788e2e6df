using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Spec;

namespace MlOps.Steps.Preprocess;

/// <summary>How the rows are divided.</summary>
/// <param name="Train">Weights are fitted to these rows.</param>
/// <param name="Validation">Epochs are compared on these rows; beside given files it may be a share of the train file.</param>
/// <param name="Test">The model is judged on these rows.</param>
/// <param name="Stratify">Every label has its share in every split.</param>
public sealed record SplitSpec(SplitPart Train, SplitPart Validation, SplitPart Test, bool Stratify)
{
    private const string Forms = "a share in percent such as 80, or a data file";

    /// <summary>True when train and test are files of their own.</summary>
    public bool HasFiles => Train.File is not null;

    /// <summary>Reads the mapping <c>split</c>.</summary>
    /// <param name="map">The mapping.</param>
    public static SplitSpec Read(SpecMap map)
    {
        var train = ReadPart(map, "train", "Share in percent of the rows to train on, or a data file of its own");
        var validation = ReadPart(map, "validation", "Share in percent of the rows to compare epochs on, or a data file; beside a train file, a share of that file");
        var test = ReadPart(map, "test", "Share in percent of the rows to judge the model on, or a data file of its own");
        var stratify = map.Flag("stratify", otherwise: true, "Give every label its share in every split");

        if (train?.File is not null || test?.File is not null)
        {
            if (train is { File: null } || test is { File: null } || train is null || test is null)
            {
                map.Report(Rules.BadValue, map.Location, "'split' names a file for one of train and test only; expected a file for both, or shares for all");
            }

            return new(train ?? new(null, null), validation ?? new(10, null), test ?? new(null, null), stratify);
        }

        var parts = (SplitPart?[])[train, validation, test];
        if (parts.All(part => part is null))
        {
            return new(new(80, null), new(10, null), new(10, null), stratify);
        }

        if (validation?.File is not null)
        {
            map.Report(Rules.BadValue, map.Location, "'split' names a file for validation only; expected files for train and test too, or shares for all");
        }
        else if (Math.Abs(parts.Sum(part => part?.Percent ?? 0) - 100) > 1e-9 || parts.Any(part => part is not { Percent: > 0 }))
        {
            var found = string.Join(" + ", parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part?.Percent ?? 0}")));
            map.Report(Rules.BadValue, map.Location, $"the shares of 'split' are {found}; expected train, validation and test above 0, together 100");
        }

        return new(train ?? new(80, null), validation ?? new(10, null), test ?? new(10, null), stratify);
    }

    private static SplitPart? ReadPart(SpecMap map, string key, string about)
    {
        if (map.OptionalText(key, about) is not { } text)
        {
            return null;
        }

        if (!double.TryParse(text.Value.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent))
        {
            return new(null, text);
        }

        if (percent is not (> 0 and < 100))
        {
            map.Reject(key, text, Forms);
        }

        return new(percent, null);
    }
}
