namespace Octokit;

/// <summary>A word of GitHub's that is one of an enumeration, or one that is newer than it.</summary>
public readonly struct StringEnum<TEnum>(string stringValue) : IEquatable<StringEnum<TEnum>>
    where TEnum : struct, Enum
{
    public StringEnum(TEnum parsedValue)
        : this(EnumWords.Of(parsedValue))
    {
    }

    public string StringValue { get; } = stringValue;

    /// <exception cref="ArgumentException">The word is none of the enumeration.</exception>
    public TEnum Value => TryParse(out var value) ? value : throw new ArgumentException($"'{StringValue}' is no {typeof(TEnum).Name}.");

    public static implicit operator StringEnum<TEnum>(TEnum parsedValue) => new(parsedValue);

    public static bool operator ==(StringEnum<TEnum> left, StringEnum<TEnum> right) => left.Equals(right);

    public static bool operator !=(StringEnum<TEnum> left, StringEnum<TEnum> right) => !left.Equals(right);

    public bool TryParse(out TEnum value) => EnumWords.TryParse(StringValue, out value);

    public bool Equals(StringEnum<TEnum> other) => string.Equals(StringValue, other.StringValue, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is StringEnum<TEnum> other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(StringValue ?? "");

    public override string ToString() => StringValue;
}
