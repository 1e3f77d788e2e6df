using MlOps.Text.Tokenizers.Decoders;
using MlOps.Text.Tokenizers.PreTokenizers;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>Reads the decoder of a <c>tokenizer.json</c>.</summary>
internal static class DecoderJson
{
    /// <summary>Reads the part.</summary>
    /// <param name="part">The value of <c>decoder</c>.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008.</exception>
    public static Decoder Read(JsonPart part) => part.TypeOf() switch
    {
        "BPEDecoder" => new SuffixDecoder(part.FindText("suffix") switch
        {
            null => "</w>",
            "" => throw part.Bad("the suffix of its BPEDecoder is empty"),
            var suffix => suffix,
        }),
        "ByteFallback" => new ByteFallbackDecoder(),
        "ByteLevel" => new ByteLevelDecoder(),
        "Fuse" => new FuseDecoder(),
        "Metaspace" => new MetaspaceDecoder(MetaspaceJson.Mark(part), MetaspaceJson.Scheme(part) != PrependScheme.Never),
        "Replace" => new ReplaceDecoder(PatternJson.Read(part), part.Text("content")),
        "Sequence" => new SequenceDecoder([.. part.Items("decoders").Select(Read)]),
        "Strip" => new StripDecoder(part.Character("content"), part.FindWhole("start") ?? 0, part.FindWhole("stop") ?? 0),
        "WordPiece" => new WordPieceDecoder(part.FindText("prefix") ?? "##", part.FindFlag("cleanup") ?? true),
        var other => throw part.Unknown("decoder", other, "BPEDecoder, ByteFallback, ByteLevel, Fuse, Metaspace, Replace, Sequence, Strip, WordPiece"),
    };
}
