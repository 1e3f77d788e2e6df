using MlOps.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MlOps.Spec;

/// <summary>Turns YAML into a tree in which every value keeps its place.</summary>
internal sealed class YamlText
{
    private const int MaxDepth = 64;

    private readonly string _file;
    private readonly Parser _parser;
    private readonly DiagnosticBag _found;
    private readonly Dictionary<AnchorName, SpecNode> _anchors = [];
    private readonly HashSet<AnchorName> _open = [];

    private YamlText(string file, string text, DiagnosticBag found)
    {
        _file = file;
        _parser = new Parser(new StringReader(text));
        _found = found;
    }

    /// <summary>Reads a file of one document.</summary>
    /// <param name="file">Path to print in diagnostics.</param>
    /// <param name="text">The content of the file.</param>
    /// <param name="found">Receives syntax errors and duplicate keys.</param>
    /// <returns>The tree; null when the text is not YAML or no mapping.</returns>
    public static SpecMapping? Read(string file, string text, DiagnosticBag found)
    {
        var yaml = new YamlText(file, text, found);
        try
        {
            return yaml.Document();
        }
        catch (YamlException e)
        {
            found.Add(Rules.NotYaml, TabOf(file, text, e) ?? yaml.At(e.Start), Sentence(e));
        }
        catch (InvalidOperationException)
        {
            // the parser gives up so on some texts, such as a plain value that a colon follows at once
            found.Add(Rules.NotYaml, yaml.At(yaml._parser.Current?.End ?? Mark.Empty), "the text from here on is not YAML");
        }

        return null;
    }

    private SpecMapping? Document()
    {
        _ = _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            _found.Add(Rules.NotYaml, new(_file, 1, 1), "the file is empty; expected a pipeline with 'name' and 'steps'");
            return null;
        }

        var root = Node(0);
        _ = _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            _found.Add(Rules.NotYaml, At(second.Start), "a second document starts here; a pipeline file holds one");
        }

        if (root is SpecMapping mapping)
        {
            return mapping;
        }

        _found.Add(Rules.NotYaml, root.Location, "the file holds no keys; expected a pipeline with 'name' and 'steps'");
        return null;
    }

    private SpecNode Node(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new SemanticErrorException(_parser.Current!.Start, _parser.Current.End, $"more than {MaxDepth} levels deep");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Resolve(alias);
        }

        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            return Anchored(scalar.Anchor, Scalar(scalar));
        }

        if (_parser.TryConsume<SequenceStart>(out var sequence))
        {
            Open(sequence.Anchor);
            var items = new List<SpecNode>();
            while (!_parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(depth + 1));
            }

            return Anchored(sequence.Anchor, new SpecSequence(At(sequence.Start), items));
        }

        var mapping = _parser.Consume<MappingStart>();
        Open(mapping.Anchor);
        return Anchored(mapping.Anchor, new SpecMapping(At(mapping.Start), Entries(depth)));
    }

    private List<SpecEntry> Entries(int depth)
    {
        var entries = new List<SpecEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var node = Node(depth + 1);
            var value = Node(depth + 1);
            if (node is not SpecScalar key)
            {
                _found.Add(Rules.NotYaml, node.Location, "a key is a list or a mapping; expected a word");
            }
            else if (!lines.TryAdd(key.Value, key.Location.Line))
            {
                _found.Add(Rules.DuplicateKey, key.Location, $"'{key.Shown}' stands here a second time; the first is on line {lines[key.Value]}");
            }
            else
            {
                entries.Add(new(key, value));
            }
        }

        return entries;
    }

    private SpecNode Resolve(AnchorAlias alias)
    {
        if (_open.Contains(alias.Value))
        {
            throw new SemanticErrorException(alias.Start, alias.End, $"'*{alias.Value}' stands inside its own anchor '&{alias.Value}'");
        }

        return _anchors.TryGetValue(alias.Value, out var node)
            ? node
            : throw new SemanticErrorException(alias.Start, alias.End, $"no anchor '&{alias.Value}' stands before '*{alias.Value}'");
    }

    private void Open(AnchorName anchor)
    {
        if (!anchor.IsEmpty)
        {
            _ = _open.Add(anchor);
        }
    }

    private SpecNode Anchored(AnchorName anchor, SpecNode node)
    {
        if (!anchor.IsEmpty)
        {
            _ = _open.Remove(anchor);
            _anchors[anchor] = node;
        }

        return node;
    }

    private SpecScalar Scalar(Scalar scalar)
    {
        var isNull = scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null";
        return new(At(scalar.Start), scalar.Value, scalar.Value, isNull);
    }

    private Location At(Mark mark) => new(_file, (int)mark.Line, (int)mark.Column);

    // the parser gives a tab's place as the start of what it stands in
    private static Location? TabOf(string file, string text, YamlException e)
    {
        if (!e.Message.Contains("tab", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var lines = text.Split('\n');
        var line = Array.FindIndex(lines, line => line.AsSpan().TrimStart(' ').StartsWith("\t", StringComparison.Ordinal));
        return line < 0 ? null : new Location(file, line + 1, lines[line].IndexOf('\t', StringComparison.Ordinal) + 1);
    }

    // the parser's message starts with its own form of the place
    private static string Sentence(YamlException e)
    {
        var text = (e.InnerException ?? e).Message.TrimEnd('.');
        var colon = text.IndexOf("): ", StringComparison.Ordinal);
        return colon >= 0 ? text[(colon + 3)..] : text;
    }
}
