namespace MlOps.Text.Tokenizers.Models;

/// <summary>Finds the tokens at the start of a text. A prefix tree over UTF-16 units, in one open-addressed table of edges.</summary>
internal sealed class Trie
{
    /// <summary>The node of the empty prefix.</summary>
    public const int Root = 0;

    // an edge's key is its node and its character; no edge leads from node int.MaxValue
    private const ulong Free = ulong.MaxValue;

    private ulong[] _keys = [.. Enumerable.Repeat(Free, 1 << 10)];
    private int[] _children = new int[1 << 10];
    private int _edges;
    private readonly List<int> _tokens = [-1];

    /// <summary>Adds a token; a later one of the same text replaces the earlier.</summary>
    public void Add(ReadOnlySpan<char> text, int token) => _tokens[Reach(text)] = token;

    /// <summary>The node of a prefix, made when absent.</summary>
    public int Reach(ReadOnlySpan<char> prefix)
    {
        var node = Root;
        foreach (var character in prefix)
        {
            var slot = SlotOf(node, character);
            if (_keys[slot] == Free)
            {
                _keys[slot] = KeyOf(node, character);
                _children[slot] = _tokens.Count;
                _tokens.Add(-1);
                node = _tokens.Count - 1;
                if (++_edges > _keys.Length / 2)
                {
                    Grow();
                }
            }
            else
            {
                node = _children[slot];
            }
        }

        return node;
    }

    /// <summary>The longest token, at least one character long, with which a text starts.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="node">The node to start from.</param>
    /// <param name="token">The token found; -1 when none.</param>
    /// <returns>Its length in UTF-16 units; 0 when there is none.</returns>
    public int Longest(ReadOnlySpan<char> text, int node, out int token)
    {
        token = -1;
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var slot = SlotOf(node, text[i]);
            if (_keys[slot] == Free)
            {
                break;
            }

            node = _children[slot];
            if (_tokens[node] >= 0)
            {
                token = _tokens[node];
                length = i + 1;
            }
        }

        return length;
    }

    /// <summary>The node that one more character leads to; -1 when no token goes on so.</summary>
    public int Next(int node, char character)
    {
        var slot = SlotOf(node, character);
        return _keys[slot] == Free ? -1 : _children[slot];
    }

    /// <summary>The token that ends at a node; -1 when none does.</summary>
    public int TokenAt(int node) => _tokens[node];

    private static ulong KeyOf(int node, char character) => ((ulong)(uint)node << 16) | character;

    private int SlotOf(int node, char character)
    {
        var key = KeyOf(node, character);
        var mask = _keys.Length - 1;

        // Fibonacci hashing: 2^64 over the golden ratio
        var slot = (int)((key * 0x9E3779B97F4A7C15) >> 32) & mask;
        while (_keys[slot] != key && _keys[slot] != Free)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        var (keys, children) = (_keys, _children);
        _keys = [.. Enumerable.Repeat(Free, keys.Length * 2)];
        _children = new int[_keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] != Free)
            {
                var slot = SlotOf((int)(keys[i] >> 16), (char)keys[i]);
                _keys[slot] = keys[i];
                _children[slot] = children[i];
            }
        }
    }
}
