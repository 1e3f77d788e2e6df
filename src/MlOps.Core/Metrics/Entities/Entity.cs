namespace MlOps.Metrics.Entities;

/// <summary>A run of words that name something.</summary>
/// <param name="Kind">For example PER.</param>
/// <param name="Start">Its first word, counted from 0.</param>
/// <param name="End">The word after its last.</param>
public readonly record struct Entity(string Kind, int Start, int End)
{
    private const string Outside = "O";
    private const string Unnamed = "_";

    /// <summary>The kind that a tag names: <c>PER</c> of <c>B-PER</c>, <c>_</c> of a bare <c>B</c>, a tag without a prefix itself; null for <c>O</c>.</summary>
    /// <param name="tag">A tag, not empty.</param>
    public static string? KindOf(string tag) =>
        tag == Outside ? null
        : tag.Length == 1 ? Unnamed
        : tag[1] == '-' ? tag[2..]
        : tag;

    /// <summary>
    /// Reads the entities of a sentence's tags, in IOB1, IOB2, IOE, BIOES or BILOU. What does not follow the scheme is read as conlleval and seqeval read it:
    /// a tag that goes on with another kind, or after O, begins an entity.
    /// </summary>
    /// <param name="tags">A tag for each word.</param>
    /// <remarks>Ramshaw, Marcus 1995, "Text Chunking using Transformation-Based Learning".</remarks>
    public static IReadOnlyList<Entity> Read(IReadOnlyList<string> tags)
    {
        var entities = new List<Entity>();
        var start = -1;
        for (var word = 0; word <= tags.Count; word++)
        {
            var before = word == 0 ? Outside : tags[word - 1];
            var tag = word == tags.Count ? Outside : tags[word];
            if (start >= 0 && Ends(before, tag))
            {
                entities.Add(new(KindOf(before)!, start, word));
                start = -1;
            }

            if (start < 0 && tag != Outside)
            {
                start = word;
            }
        }

        return entities;
    }

    private static bool Ends(string before, string tag) =>
        tag == Outside || KindOf(before) != KindOf(tag) || PrefixOf(tag) is 'B' or 'S' or 'U' || PrefixOf(before) is 'E' or 'S' or 'L' or 'U';

    private static char PrefixOf(string tag) => tag.Length == 1 || tag[1] == '-' ? tag[0] : 'I';
}
