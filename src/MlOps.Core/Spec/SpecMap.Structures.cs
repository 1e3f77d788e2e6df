using MlOps.Diagnostics;

namespace MlOps.Spec;

/// <content>Lists, mappings and values of two forms.</content>
public sealed partial class SpecMap
{
    /// <summary>Reads a list of texts; empty when the key is absent. One text alone stands for a list of one.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="about">What the key does.</param>
    public IReadOnlyList<SpecText> Texts(string key, string about)
    {
        Declare(key, about, new ValueShape.List(new ValueShape.Text()));
        return [.. Scalars(key, "a list of texts").Select((scalar, index) => Note(Item(key, index), scalar))];
    }

    /// <summary>Reports a key that is absent or an empty list.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    public void RequireNotEmpty(string key)
    {
        if (_node is not null && Items(key).Count == 0)
        {
            _found.Add(Rules.MissingKey, Location, $"{_what} needs the key '{key}'");
        }
    }

    /// <summary>Reads a list of words; empty when the key is absent. One word alone stands for a list of one.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="words">The words allowed.</param>
    /// <param name="about">What the key does.</param>
    public IReadOnlyList<SpecText> Words(string key, IReadOnlyList<string> words, string about)
    {
        Declare(key, about, new ValueShape.List(new ValueShape.Choice(words)));
        var read = new List<SpecText>();
        foreach (var scalar in Scalars(key, "a list of words"))
        {
            if (words.Contains(scalar.Value))
            {
                read.Add(Note(Item(key, read.Count), scalar));
            }
            else
            {
                RejectWord(key, scalar, words);
            }
        }

        return read;
    }

    /// <summary>Reads a mapping; when the key is absent, every key of it has its default.</summary>
    /// <typeparam name="T">What the mapping becomes.</typeparam>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="about">What the key does.</param>
    /// <param name="read">Reads the keys.</param>
    public T Map<T>(string key, string about, Func<SpecMap, T> read)
    {
        var nested = Nested(key, Mapping(key));
        var value = ReadNested(nested, read);
        Declare(key, about, new ValueShape.Map(nested.Keys));
        return value;
    }

    /// <summary>Reads a mapping that may be absent.</summary>
    /// <typeparam name="T">What the mapping becomes.</typeparam>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="about">What the key does.</param>
    /// <param name="read">Reads the keys.</param>
    public T? OptionalMap<T>(string key, string about, Func<SpecMap, T> read)
        where T : class
    {
        var mapping = Mapping(key);
        var nested = mapping is null ? Declaring(key) : Nested(key, mapping);
        var value = ReadNested(nested, read);
        Declare(key, about, new ValueShape.Map(nested.Keys));
        return mapping is null ? null : value;
    }

    /// <summary>Reads a mapping whose keys are the user's own; empty when the key is absent.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="about">What the key does.</param>
    public IReadOnlyList<(SpecText Key, SpecText Value)> Table(string key, string about)
    {
        Declare(key, about, new ValueShape.Table(new ValueShape.Text()));
        return Mapping(key) is { } mapping ? ReadTable(key, mapping) : [];
    }

    /// <summary>Reads a value that has a short form and a long one.</summary>
    /// <typeparam name="T">What the value becomes.</typeparam>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="about">What the key does.</param>
    /// <param name="text">Reads the short form, a single value.</param>
    /// <param name="map">Reads the long form, a mapping.</param>
    /// <returns>The value; null when the key is absent or of neither form.</returns>
    public T? Either<T>(string key, string about, Func<SpecText, T?> text, Func<SpecMap, T?> map)
        where T : class
    {
        var node = _node?.Find(key);
        var nested = node is SpecMapping mapping ? Nested(key, mapping) : Declaring(key);
        var value = ReadNested(nested, map);
        Declare(key, about, new ValueShape.Either(new ValueShape.Text(), new ValueShape.Map(nested.Keys)));
        switch (node)
        {
            case null or SpecScalar { IsNull: true }:
                return null;
            case SpecScalar scalar:
                return text(Note(key, scalar));
            case SpecMapping:
                return value;
            default:
                RejectForm(key, node, "a value or a mapping");
                return null;
        }
    }

    /// <summary>Reads a value that is one word or a mapping whose keys are the user's own.</summary>
    /// <typeparam name="T">What the value becomes.</typeparam>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="about">What the key does.</param>
    /// <param name="text">Reads the single value.</param>
    /// <param name="table">Reads the mapping.</param>
    /// <returns>The value; null when the key is absent or of neither form.</returns>
    public T? TextOrTable<T>(string key, string about, Func<SpecText, T?> text, Func<IReadOnlyList<(SpecText Key, SpecText Value)>, T?> table)
        where T : class
    {
        Declare(key, about, new ValueShape.Either(new ValueShape.Text(), new ValueShape.Table(new ValueShape.Text())));
        switch (_node?.Find(key))
        {
            case null or SpecScalar { IsNull: true }:
                return null;
            case SpecScalar scalar:
                return text(Note(key, scalar));
            case SpecMapping mapping:
                return table(ReadTable(key, mapping));
            case var other:
                RejectForm(key, other, "a word or a mapping");
                return null;
        }
    }

    /// <summary>Reads a list whose items are a word or a mapping; empty when the key is absent.</summary>
    /// <typeparam name="T">What an item becomes.</typeparam>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="words">The words allowed.</param>
    /// <param name="about">What the key does.</param>
    /// <param name="word">Reads an item that is a word.</param>
    /// <param name="map">Reads an item that is a mapping; null when it is wrong and was reported.</param>
    public IReadOnlyList<T> WordsOrMaps<T>(string key, IReadOnlyList<string> words, string about, Func<SpecText, T> word, Func<SpecMap, T?> map)
        where T : class
    {
        var declaring = Declaring(key);
        _ = map(declaring);
        Declare(key, about, new ValueShape.List(new ValueShape.Either(new ValueShape.Choice(words), new ValueShape.Map(declaring.Keys))));
        var items = new List<T>();
        foreach (var node in Items(key))
        {
            var place = Item(key, items.Count);
            if (node is SpecMapping mapping && ReadNested(Nested(place, mapping), map) is { } item)
            {
                items.Add(item);
            }
            else if (node is SpecScalar scalar && words.Contains(scalar.Value))
            {
                items.Add(word(Note(place, scalar)));
            }
            else if (node is SpecScalar unknown)
            {
                RejectWord(key, unknown, words);
            }
            else if (node is SpecSequence)
            {
                RejectForm(key, node, "a word or a mapping");
            }
        }

        return items;
    }

    /// <summary>Reads a list whose items are a text or a mapping; empty when the key is absent. One item alone stands for a list of one.</summary>
    /// <typeparam name="T">What a mapping becomes.</typeparam>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="about">What the key does.</param>
    /// <param name="map">Reads an item that is a mapping.</param>
    /// <returns>The texts, and what the mappings become.</returns>
    public (IReadOnlyList<SpecText> Texts, IReadOnlyList<T> Maps) TextsAndMaps<T>(string key, string about, Func<SpecMap, T> map)
    {
        var declaring = Declaring(key);
        _ = map(declaring);
        Declare(key, about, new ValueShape.List(new ValueShape.Either(new ValueShape.Text(), new ValueShape.Map(declaring.Keys))));
        var (texts, maps) = (new List<SpecText>(), new List<T>());
        foreach (var (index, node) in Items(key).Index())
        {
            switch (node)
            {
                case SpecScalar scalar:
                    texts.Add(Note(Item(key, index), scalar));
                    break;
                case SpecMapping mapping:
                    maps.Add(ReadNested(Nested(Item(key, index), mapping), map));
                    break;
                default:
                    RejectForm(key, node, "a text or a mapping");
                    break;
            }
        }

        return (texts, maps);
    }

    /// <summary>Declares a mapping of mappings that is read elsewhere, and checks that it is one.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="about">What the key does.</param>
    /// <param name="required">True when it must be there.</param>
    internal void Mapping(string key, string about, bool required)
    {
        Declare(key, about, new ValueShape.Table(new ValueShape.Table(new ValueShape.Text())), required);
        if (Mapping(key) is null && required)
        {
            Missing(key);
        }
    }

    private static string Item(string key, int index) => Invariant($"{key}[{index}]");

    private static T ReadNested<T>(SpecMap nested, Func<SpecMap, T> read)
    {
        var value = read(nested);
        nested.RejectUnknownKeys();
        return value;
    }

    private IReadOnlyList<SpecNode> Items(string key) => _node?.Find(key) switch
    {
        null or SpecScalar { IsNull: true } => [],
        SpecSequence sequence => sequence.Items,
        var single => [single],
    };

    private List<SpecScalar> Scalars(string key, string expected)
    {
        var scalars = new List<SpecScalar>();
        foreach (var node in Items(key))
        {
            if (node is SpecScalar scalar)
            {
                scalars.Add(scalar);
            }
            else
            {
                RejectForm(key, node, expected);
            }
        }

        return scalars;
    }

    private SpecMapping? Mapping(string key)
    {
        switch (_node?.Find(key))
        {
            case null or SpecScalar { IsNull: true }:
                return null;
            case SpecMapping mapping:
                return mapping;
            case SpecScalar scalar:
                Reject(key, scalar, "a mapping");
                return null;
            case var other:
                RejectForm(key, other, "a mapping");
                return null;
        }
    }

    private List<(SpecText Key, SpecText Value)> ReadTable(string key, SpecMapping mapping)
    {
        var entries = new List<(SpecText, SpecText)>();
        foreach (var entry in mapping.Entries)
        {
            if (entry.Value is SpecScalar scalar)
            {
                entries.Add((entry.Key.Text, Note($"{key}.{entry.Key.Value}", scalar)));
            }
            else
            {
                RejectForm($"{key}.{entry.Key.Value}", entry.Value, "a single value");
            }
        }

        return entries;
    }

    private SpecMap Nested(string key, SpecMapping? mapping) => new($"'{key}' of {_what}", $"{_path}{key}.", mapping, _found, _settings);

    // reads nothing and notes nothing: for the keys of a mapping that is not there
    private SpecMap Declaring(string key) => new($"'{key}' of {_what}", $"{_path}{key}.", null, new DiagnosticBag(), []);
}
