namespace MlOps.Text.Tokenizers.Decoders;

/// <summary>Takes out the spaces that splitting words at punctuation has left in English texts.</summary>
internal static class SpaceCleanup
{
    private static readonly string[] Marks = [".", "?", "!", ","];
    private static readonly string[] Endings = ["n't", "'m", "'s", "'ve", "'re"];

    /// <summary>The text without the space before a mark, around an apostrophe and before a contraction.</summary>
    public static string Apply(string text)
    {
        foreach (var mark in Marks)
        {
            text = Join(text, mark);
        }

        text = text.Replace(" ' ", "'", StringComparison.Ordinal);
        foreach (var ending in Endings)
        {
            text = Join(text, ending);
        }

        return text;
    }

    private static string Join(string text, string ending) => text.Replace($" {ending}", ending, StringComparison.Ordinal);
}
