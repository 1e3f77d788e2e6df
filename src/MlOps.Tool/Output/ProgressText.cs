using System.Globalization;
using MlOps.Steps;

namespace MlOps.Tool.Output;

/// <summary>Puts how far a step is into one line.</summary>
internal static class ProgressText
{
    // what is worth watching while a model trains
    private static readonly (string Value, string Format)[] Watched = [("loss", "loss {0:0.000}"), ("samples-per-second", "{0:0} samples/s")];

    /// <summary><c>epoch 2 of 3, loss 0.042, 61 samples/s</c>.</summary>
    /// <param name="progress">How far the step is.</param>
    public static string Of(StepProgress progress) => string.Join(", ", Watched
        .Where(watched => progress.Values?.ContainsKey(watched.Value) == true)
        .Select(watched => string.Format(CultureInfo.InvariantCulture, watched.Format, progress.Values![watched.Value]))
        .Prepend(progress.Message));
}
