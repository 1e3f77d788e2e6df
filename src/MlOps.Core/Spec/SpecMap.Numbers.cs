using System.Globalization;

namespace MlOps.Spec;

/// <content>Numbers.</content>
public sealed partial class SpecMap
{
    /// <summary>Reads a whole number.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="min">Least value allowed.</param>
    /// <param name="max">Greatest value allowed.</param>
    /// <param name="otherwise">The value when the key is absent.</param>
    /// <param name="about">What the key does.</param>
    public int Whole(string key, int min, int max, int otherwise, string about)
    {
        Declare(key, about, new ValueShape.Whole(min, max), otherwise: Invariant($"{otherwise}"));
        var value = ReadWhole(key, min, max) ?? otherwise;
        Note(key, Invariant($"{value}"));
        return value;
    }

    /// <summary>Reads a whole number that may be absent.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="min">Least value allowed.</param>
    /// <param name="max">Greatest value allowed.</param>
    /// <param name="about">What the key does.</param>
    public int? OptionalWhole(string key, int min, int max, string about)
    {
        Declare(key, about, new ValueShape.Whole(min, max));
        var value = ReadWhole(key, min, max);
        if (value is { } given)
        {
            Note(key, Invariant($"{given}"));
        }

        return value;
    }

    /// <summary>Reads a number.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="min">Least value allowed.</param>
    /// <param name="max">Greatest value allowed.</param>
    /// <param name="otherwise">The value when the key is absent.</param>
    /// <param name="about">What the key does.</param>
    public double Number(string key, double min, double max, double otherwise, string about)
    {
        Declare(key, about, new ValueShape.Number(min, max), otherwise: Invariant($"{otherwise}"));
        var value = ReadNumber(key, min, max) ?? otherwise;
        Note(key, Invariant($"{value:R}"));
        return value;
    }

    /// <summary>Reads a number that may be absent.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="min">Least value allowed.</param>
    /// <param name="max">Greatest value allowed.</param>
    /// <param name="about">What the key does.</param>
    public double? OptionalNumber(string key, double min, double max, string about)
    {
        Declare(key, about, new ValueShape.Number(min, max));
        var value = ReadNumber(key, min, max);
        if (value is { } given)
        {
            Note(key, Invariant($"{given:R}"));
        }

        return value;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private int? ReadWhole(string key, int min, int max)
    {
        var expected = Invariant($"a whole number from {min} to {max}");
        if (Scalar(key, expected) is not { } scalar)
        {
            return null;
        }

        if (int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        Reject(key, scalar, expected);
        return null;
    }

    private double? ReadNumber(string key, double min, double max)
    {
        var expected = Invariant($"a number from {min} to {max}");
        if (Scalar(key, expected) is not { } scalar)
        {
            return null;
        }

        if (double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        Reject(key, scalar, expected);
        return null;
    }
}
