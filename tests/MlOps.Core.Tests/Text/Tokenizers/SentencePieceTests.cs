using System.Buffers.Binary;
using System.Text;
using MlOps.Diagnostics;
using MlOps.Testing;
using MlOps.Text.Tokenizers;

namespace MlOps.Tests.Text.Tokenizers;

/// <summary>SentencePiece's own files, written here field by field as sentencepiece_model.proto names them.</summary>
public sealed class SentencePieceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // as transformers converts them: the special tokens of fairseq stand before the pieces, <mask> after them
    [Theory]
    [InlineData("xlm-roberta", new[] { 0, 5, 6, 2 }, 7)]
    [InlineData("camembert", new[] { 5, 8, 9, 6 }, 10)]
    public void The_pieces_stand_where_each_family_has_them(string type, int[] ids, int mask)
    {
        Write(type, unigram: true);

        var tokenizer = Tokenizer.Load(_folder.Path);

        Assert.Equal(ids, tokenizer.Encode("  a   b ").Ids);
        Assert.Equal((1, mask, ids[^1]), (tokenizer.PaddingId, tokenizer.MaskId, tokenizer.EndOfTextId));
        Assert.Equal("a b", tokenizer.Decode(ids));
    }

    [Theory]
    [InlineData("t5", true, "type 't5'")]
    [InlineData("camembert", false, "no Unigram")]
    public void A_model_that_is_not_known_is_named(string type, bool unigram, string message)
    {
        Write(type, unigram);

        var refusal = Assert.Throws<MlOpsException>(() => Tokenizer.Load(_folder.Path));

        Assert.Equal("MLOPS2008", refusal.Diagnostic.Rule.Code);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("tokenizer.json", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_cut_off_or_damaged_is_refused_or_read()
    {
        Write("xlm-roberta", unigram: true);
        var sound = File.ReadAllBytes(_folder.File("sentencepiece.bpe.model"));
        var random = new Random(1);
        var read = 0;
        for (var round = 0; round < 500; round++)
        {
            var damaged = (byte[])sound.Clone();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(_folder.File("sentencepiece.bpe.model"), round % 2 == 0 ? damaged : damaged[..random.Next(damaged.Length)]);
            try
            {
                _ = Tokenizer.Load(_folder.Path).Encode("a b");
                read++;
            }
            catch (MlOpsException refusal)
            {
                Assert.Equal("MLOPS2008", refusal.Diagnostic.Rule.Code);
            }
        }

        Assert.InRange(read, 1, 499);
    }

    private void Write(string type, bool unigram)
    {
        _ = _folder.Write("config.json", $$"""{"model_type":"{{type}}"}""");
        byte[] message =
        [
            .. Piece("<unk>", 0), .. Piece("<s>", 0), .. Piece("</s>", 0), .. Piece("▁", -3), .. Piece("▁a", -2), .. Piece("▁b", -2.5f),
            .. Field(2, [.. Varint(3 << 3), .. Varint(unigram ? 1 : 2)]),
        ];
        File.WriteAllBytes(_folder.File("sentencepiece.bpe.model"), message);
    }

    private static byte[] Piece(string token, float score)
    {
        var bits = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bits, score);
        return Field(1, [.. Field(1, Encoding.UTF8.GetBytes(token)), .. Varint((2 << 3) | 5), .. bits]);
    }

    private static byte[] Field(int number, byte[] content) => [.. Varint((number << 3) | 2), .. Varint(content.Length), .. content];

    private static byte[] Varint(int value) => value < 0x80 ? [(byte)value] : [(byte)(value | 0x80), .. Varint(value >> 7)];
}
