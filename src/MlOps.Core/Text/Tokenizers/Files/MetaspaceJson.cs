using MlOps.Text.Tokenizers.PreTokenizers;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>Reads what the pre-tokenizer and the decoder Metaspace have in common.</summary>
internal static class MetaspaceJson
{
    /// <summary>What stands for a space.</summary>
    public static string Mark(JsonPart part) => part.Character("replacement").ToString();

    /// <summary>Which texts get one before them; old files say it by <c>add_prefix_space</c>.</summary>
    public static PrependScheme Scheme(JsonPart part)
    {
        var scheme = part.FindText("prepend_scheme");
        if (part.FindFlag("add_prefix_space") == false && scheme is null or "never")
        {
            return PrependScheme.Never;
        }

        return scheme switch
        {
            null or "always" => PrependScheme.Always,
            "first" => PrependScheme.First,
            "never" => PrependScheme.Never,
            _ => throw part.Unknown("prepend_scheme of Metaspace", scheme, "always, first, never"),
        };
    }
}
