using System.Globalization;
using MlOps.Models;
using MlOps.Spec;

namespace MlOps.Training.FineTune;

/// <summary>What becomes of texts longer than the model reads.</summary>
internal static class LongTextsSpec
{
    private const string Key = "long";
    private const int UsualStride = 32;

    /// <summary>Reads the key <c>long</c>.</summary>
    /// <param name="map">The step's mapping.</param>
    /// <param name="maxTokens">Tokens of a window.</param>
    /// <returns>Null where the end of long texts is not read.</returns>
    public static WindowSettings? Read(SpecMap map, int maxTokens)
    {
        var windows = map.Either(
            Key,
            "Texts longer than max-tokens: 'truncate' leaves their end out, 'windows' reads overlapping windows and pools what the model says of them",
            word => ReadWord(map, word),
            inner => new WindowSettings(
                inner.Whole("stride", 0, 8192, UsualStride, "Tokens that two windows share"),
                inner.Choice("pool", Pooling.Mean, "How the windows' outputs become one")));
        if (windows is not null && windows.Stride > maxTokens / 2)
        {
            map.Report(Diagnostics.Rules.BadValue, map.Location, string.Create(
                CultureInfo.InvariantCulture, $"'stride' of '{Key}' is {windows.Stride}; expected at most half of max-tokens, {maxTokens / 2}"));
        }

        return windows;
    }

    private static WindowSettings? ReadWord(SpecMap map, SpecText word)
    {
        if (word.Value is not ("truncate" or "windows"))
        {
            map.Reject(Key, word, "truncate, windows, or a mapping of stride and pool");
        }

        return word.Value == "windows" ? new(UsualStride, Pooling.Mean) : null;
    }
}
