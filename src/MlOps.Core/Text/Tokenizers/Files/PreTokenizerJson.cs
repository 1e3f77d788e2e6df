using MlOps.Text.Tokenizers.Patterns;
using MlOps.Text.Tokenizers.PreTokenizers;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>Reads the pre-tokenizer of a <c>tokenizer.json</c>.</summary>
/// <param name="config">Overrides whether a space is put before a text, as in transformers.</param>
internal sealed class PreTokenizerJson(TokenizerConfig config)
{
    private const string Known =
        "BertPreTokenizer, ByteLevel, CharDelimiterSplit, Digits, Metaspace, Punctuation, Sequence, Split, UnicodeScripts, Whitespace, WhitespaceSplit";

    /// <summary>Reads the part.</summary>
    /// <param name="part">The value of <c>pre_tokenizer</c>.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008.</exception>
    public PreTokenizer Read(JsonPart part) => part.TypeOf() == "ByteLevel"
        ? ReadByteLevel(part, config.AddPrefixSpace ?? part.FindFlag("add_prefix_space") ?? true)
        : ReadAny(part);

    private static PreTokenizer ReadAny(JsonPart part) => part.TypeOf() switch
    {
        "BertPreTokenizer" => WordClassPreTokenizer.Bert,
        "ByteLevel" => ReadByteLevel(part, part.FindFlag("add_prefix_space") ?? true),
        "CharDelimiterSplit" => new PatternSplit(new TextPattern(part.Character("delimiter").ToString()), SplitBehavior.Removed),
        "Digits" => part.FindFlag("individual_digits") == true ? WordClassPreTokenizer.IndividualDigits : WordClassPreTokenizer.Digits,
        "Metaspace" => new MetaspacePreTokenizer(MetaspaceJson.Mark(part), MetaspaceJson.Scheme(part), part.FindFlag("split") ?? true),
        "Punctuation" => new PatternSplit(new CharacterPattern(CharacterClass.IsPunctuation), part.Find("behavior") is null ? SplitBehavior.Isolated : Behavior(part)),
        "Sequence" => new SequencePreTokenizer([.. part.Items("pretokenizers").Select(ReadAny)]),
        "Split" => new PatternSplit(PatternJson.Read(part), Behavior(part), part.FindFlag("invert") ?? false),
        "UnicodeScripts" => new ScriptPreTokenizer(),
        "Whitespace" => WordClassPreTokenizer.Whitespace,
        "WhitespaceSplit" => WordClassPreTokenizer.WhitespaceSplit,
        var other => throw part.Unknown("pre-tokenizer", other, Known),
    };

    private static ByteLevelPreTokenizer ReadByteLevel(JsonPart part, bool addsSpace) => new(addsSpace, part.FindFlag("use_regex") ?? true);

    private static SplitBehavior Behavior(JsonPart part)
    {
        var name = part.Text("behavior");
        return Enum.GetNames<SplitBehavior>().Contains(name, StringComparer.Ordinal)
            ? Enum.Parse<SplitBehavior>(name)
            : throw part.Unknown($"behavior of {part.TypeOf()}", name, string.Join(", ", Enum.GetNames<SplitBehavior>()));
    }
}
