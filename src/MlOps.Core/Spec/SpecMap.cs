using System.Globalization;
using MlOps.Diagnostics;

namespace MlOps.Spec;

/// <summary>
/// A mapping of pipeline.yml. Each getter reads a key and declares it at the same time: what is declared is what the
/// schema, the unknown-key check and the fingerprint know of. A mistake is reported and reading goes on with a default, so that one
/// run shows all mistakes. A map without a node only declares.
/// </summary>
public sealed partial class SpecMap
{
    private readonly string _what;
    private readonly string _path;
    private readonly SpecMapping? _node;
    private readonly DiagnosticBag _found;
    private readonly List<KeyDeclaration> _keys = [];
    private readonly List<Setting> _settings;

    /// <summary>Starts reading a mapping.</summary>
    /// <param name="what">The mapping's name in messages: <c>step 'train'</c>.</param>
    /// <param name="node">The mapping; null to declare only.</param>
    /// <param name="found">Receives the mistakes.</param>
    public SpecMap(string what, SpecMapping? node, DiagnosticBag found)
        : this(what, "", node, found, [])
    {
    }

    private SpecMap(string what, string path, SpecMapping? node, DiagnosticBag found, List<Setting> settings)
    {
        _what = what;
        _path = path;
        _node = node;
        _found = found;
        _settings = settings;
    }

    /// <summary>Where the mapping starts.</summary>
    public Location Location => _node?.Location ?? Location.None;

    /// <summary>The keys that were asked for so far.</summary>
    public IReadOnlyList<KeyDeclaration> Keys => _keys;

    /// <summary>The values that were read so far, defaults included.</summary>
    public IReadOnlyList<Setting> Settings => _settings;

    /// <summary>Reads a text that must be there.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="about">What the key does.</param>
    public SpecText Text(string key, string about)
    {
        Declare(key, about, new ValueShape.Text(), required: true);
        if (Scalar(key, "text") is { } scalar)
        {
            return Note(key, scalar);
        }

        Missing(key);
        return default(SpecText) with { Value = "" };
    }

    /// <summary>Reads a text.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="otherwise">The text when the key is absent.</param>
    /// <param name="about">What the key does.</param>
    public SpecText Text(string key, string otherwise, string about)
    {
        Declare(key, about, new ValueShape.Text(), otherwise: otherwise);
        return Scalar(key, "text") is { } scalar ? Note(key, scalar) : new(Note(key, otherwise), Location);
    }

    /// <summary>Reads a text that may be absent.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="about">What the key does.</param>
    public SpecText? OptionalText(string key, string about)
    {
        Declare(key, about, new ValueShape.Text());
        return Scalar(key, "text") is { } scalar ? Note(key, scalar) : null;
    }

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

    /// <summary>Reads true or false.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="otherwise">The value when the key is absent.</param>
    /// <param name="about">What the key does.</param>
    public bool Flag(string key, bool otherwise, string about)
    {
        Declare(key, about, new ValueShape.Flag(), otherwise: otherwise ? "true" : "false");
        var value = otherwise;
        if (Scalar(key, "true or false") is { } scalar && !bool.TryParse(scalar.Value, out value))
        {
            Reject(key, scalar, "true or false");
            value = otherwise;
        }

        Note(key, value ? "true" : "false");
        return value;
    }

    /// <summary>Reads one of some words: the names of an enumeration in kebab-case.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="otherwise">The value when the key is absent.</param>
    /// <param name="about">What the key does.</param>
    public T Choice<T>(string key, T otherwise, string about)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        var words = Array.ConvertAll(values, Kebab.Of);
        Declare(key, about, new ValueShape.Choice(words), otherwise: Kebab.Of(otherwise));
        var value = otherwise;
        if (Scalar(key, "a word") is { } scalar)
        {
            var index = Array.IndexOf(words, scalar.Value);
            value = index >= 0 ? values[index] : otherwise;
            if (index < 0)
            {
                RejectWord(key, scalar, words);
            }
        }

        Note(key, Kebab.Of(value));
        return value;
    }

    /// <summary>Reads one of some words that are spelled as they stand.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="words">The words allowed.</param>
    /// <param name="otherwise">The word when the key is absent.</param>
    /// <param name="about">What the key does.</param>
    public string Word(string key, IReadOnlyList<string> words, string otherwise, string about)
    {
        Declare(key, about, new ValueShape.Choice(words), otherwise: otherwise);
        var scalar = Scalar(key, "a word");
        if (scalar is not null && !words.Contains(scalar.Value))
        {
            RejectWord(key, scalar, words);
            scalar = null;
        }

        return scalar is null ? Note(key, otherwise) : Note(key, scalar);
    }

    /// <summary>Reports a value that the getter took and its reader does not.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="value">The value.</param>
    /// <param name="expected">What was expected: <c>a number of steps or a share such as 10%</c>.</param>
    public void Reject(string key, SpecText value, string expected) =>
        _found.Add(Rules.BadValue, value.Location, $"'{key}' of {_what} is '{value.Shown}'; expected {expected}");

    /// <summary>Reports a single value that is there although another key's value leaves no place for it.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="expected">What was expected: <c>no such key without schedule: polynomial</c>.</param>
    public void RejectGiven(string key, string expected)
    {
        if (_node?.Find(key) is SpecScalar { IsNull: false } scalar)
        {
            Reject(key, scalar, expected);
        }
    }

    /// <summary>Reports something else that is wrong.</summary>
    /// <param name="rule">The entry of the catalogue.</param>
    /// <param name="location">Where the reader must look.</param>
    /// <param name="message">What was found, what was expected, what to do.</param>
    public void Report(Rule rule, Location location, string message) => _found.Add(rule, location, message);

    /// <summary>Reports every key that no getter asked for.</summary>
    public void RejectUnknownKeys()
    {
        var known = _keys.ConvertAll(key => key.Key);
        foreach (var key in _node?.Entries.Select(entry => entry.Key).Where(key => !known.Contains(key.Value)) ?? [])
        {
            var hint = Spelling.Nearest(key.Value, known) is { } near
                ? $"did you mean '{near}'?"
                : $"expected one of {string.Join(", ", known.Order(StringComparer.Ordinal))}";
            _found.Add(Rules.UnknownKey, key.Location, $"{_what} has no key '{key.Shown}'; {hint}");
        }
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

    private SpecScalar? Scalar(string key, string expected)
    {
        switch (_node?.Find(key))
        {
            case null or SpecScalar { IsNull: true }:
                return null;
            case SpecScalar scalar:
                return scalar;
            case var other:
                RejectForm(key, other, expected);
                return null;
        }
    }

    private void Declare(string key, string about, ValueShape shape, bool required = false, string? otherwise = null) =>
        _keys.Add(new(key, about, shape, required, otherwise));

    private void Missing(string key)
    {
        if (_node is not null && _node.Find(key) is null or SpecScalar { IsNull: true })
        {
            _found.Add(Rules.MissingKey, Location, $"{_what} needs the key '{key}'");
        }
    }

    private SpecText Note(string key, SpecScalar scalar)
    {
        _settings.Add(new(_path + key, scalar.Value, scalar.Shown));
        return scalar.Text;
    }

    private string Note(string key, string value)
    {
        _settings.Add(new(_path + key, value, value));
        return value;
    }

    private void Reject(string key, SpecScalar scalar, string expected) =>
        _found.Add(Rules.BadValue, scalar.Location, $"'{key}' of {_what} is '{scalar.Shown}'; expected {expected}");

    private void RejectWord(string key, SpecScalar scalar, IReadOnlyList<string> words) =>
        Reject(key, scalar, $"one of {string.Join(", ", words)}{Spelling.Hint(scalar.Value, words)}");

    private void RejectForm(string key, SpecNode node, string expected) =>
        _found.Add(Rules.BadValue, node.Location, $"'{key}' of {_what} is {(node is SpecSequence ? "a list" : "a mapping")}; expected {expected}");
}
