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

    private void RejectForm(string key, SpecNode node, string expected) =>
        _found.Add(Rules.BadValue, node.Location, $"'{key}' of {_what} is {(node is SpecSequence ? "a list" : "a mapping")}; expected {expected}");
}
