using MlOps.Text.Tokenizers.Normalizers;
using MlOps.Text.Unicode;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>Reads the normalizer of a <c>tokenizer.json</c>.</summary>
/// <param name="config">Overrides a BertNormalizer, as in transformers.</param>
internal sealed class NormalizerJson(TokenizerConfig config)
{
    /// <summary>Reads the part.</summary>
    /// <param name="part">The value of <c>normalizer</c>.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008.</exception>
    public Normalizer Read(JsonPart part) => part.TypeOf() switch
    {
        "BertNormalizer" => ReadBert(part),
        "ByteLevel" => new ByteLevelNormalizer(),
        "Lowercase" => new Lowercase(),
        "NFC" => new UnicodeNormalizer(NormalForm.C),
        "NFD" => new UnicodeNormalizer(NormalForm.D),
        "NFKC" => new UnicodeNormalizer(NormalForm.KC),
        "NFKD" => new UnicodeNormalizer(NormalForm.KD),
        "Nmt" => new NmtNormalizer(),
        "Precompiled" => new PrecompiledNormalizer(PrecompiledJson.Read(part)),
        "Prepend" => new Prepend(part.Text("prepend")),
        "Replace" => new Replace(PatternJson.Read(part), part.Text("content")),
        "Sequence" => new SequenceNormalizer([.. part.Items("normalizers").Select(Read)]),
        "Strip" => new Strip(part.FindFlag("strip_left") ?? true, part.FindFlag("strip_right") ?? true),
        "StripAccents" => new StripMarks(onlyNonspacing: false),
        var other => throw part.Unknown(
            "normalizer", other, "BertNormalizer, ByteLevel, Lowercase, NFC, NFD, NFKC, NFKD, Nmt, Precompiled, Prepend, Replace, Sequence, Strip, StripAccents"),
    };

    private BertNormalizer ReadBert(JsonPart part)
    {
        var lowercase = config.Lowercase ?? part.FindFlag("lowercase") ?? true;
        return new(
            part.FindFlag("clean_text") ?? true,
            config.SpaceIdeographs ?? part.FindFlag("handle_chinese_chars") ?? true,
            config.StripAccents ?? part.FindFlag("strip_accents") ?? lowercase,
            lowercase);
    }
}
