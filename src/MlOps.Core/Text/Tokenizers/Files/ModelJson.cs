using System.Text.Json;
using MlOps.Text.Tokenizers.Models;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>Reads the model of a <c>tokenizer.json</c>.</summary>
internal static class ModelJson
{
    /// <summary>Reads the part.</summary>
    /// <param name="part">The value of <c>model</c>.</param>
    /// <returns>The model, and the index of each of its tokens.</returns>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008.</exception>
    public static (SubwordModel Model, Dictionary<string, int> Vocabulary) Read(JsonPart part) => TypeOf(part) switch
    {
        "WordPiece" => ReadWordPiece(part),
        "BPE" => ReadBytePairs(part),
        "Unigram" => ReadUnigram(part),
        var other => throw part.Unknown("model", other, "BPE, Unigram, WordPiece"),
    };

    // files of old versions hold no type: the model is told by its settings
    private static string TypeOf(JsonPart part) =>
        part.FindText("type") ?? (part.Find("merges") is not null ? "BPE" : part.Find("unk_id") is not null ? "Unigram" : "WordPiece");

    private static (SubwordModel Model, Dictionary<string, int> Vocabulary) ReadWordPiece(JsonPart part)
    {
        var vocabulary = part.Need("vocab", JsonValueKind.Object).AsVocabulary();
        var unknown = UnknownId(part, vocabulary, part.FindText("unk_token") ?? "[UNK]");
        return (new WordPiece(vocabulary, unknown, part.FindText("continuing_subword_prefix") ?? "##", part.FindWhole("max_input_chars_per_word") ?? 100), vocabulary);
    }

    private static (SubwordModel Model, Dictionary<string, int> Vocabulary) ReadBytePairs(JsonPart part)
    {
        if (part.Find("dropout") is { } dropout && !(dropout.Element.ValueKind == JsonValueKind.Number && dropout.Element.GetRawText() is "0" or "0.0"))
        {
            throw part.Bad($"its model has the dropout '{dropout.Shown}', which makes tokens by chance; expected null");
        }

        var vocabulary = part.Need("vocab", JsonValueKind.Object).AsVocabulary();
        var options = new BytePairOptions
        {
            UnknownId = part.FindText("unk_token") is { } unknown ? UnknownId(part, vocabulary, unknown) : null,
            FusesUnknown = part.FindFlag("fuse_unk") ?? false,
            FallsBackToBytes = part.FindFlag("byte_fallback") ?? false,
            IgnoresMerges = part.FindFlag("ignore_merges") ?? false,
            Prefix = part.FindText("continuing_subword_prefix") ?? "",
            Suffix = part.FindText("end_of_word_suffix") ?? "",
        };
        var merges = new MergesReader(vocabulary, options.Prefix, part.Path);
        foreach (var merge in part.Items("merges"))
        {
            AddMerge(merge, merges);
        }

        return (new BytePairEncoding(vocabulary, merges.Rules, options), vocabulary);
    }

    // a pair of texts, or one text with a space between them
    private static void AddMerge(JsonPart merge, MergesReader into)
    {
        if (merge.Element.ValueKind == JsonValueKind.Array)
        {
            JsonPart[] pair = [.. merge.Element.EnumerateArray().Select(token => merge with { Element = token })];
            if (pair.Length != 2)
            {
                throw merge.Bad($"a merge is '{merge.Shown}'; expected two tokens");
            }

            into.Add(pair[0].AsText("merges"), pair[1].AsText("merges"));
        }
        else
        {
            into.Add(merge.AsText("merges"));
        }
    }

    private static (SubwordModel Model, Dictionary<string, int> Vocabulary) ReadUnigram(JsonPart part)
    {
        var pieces = part.Items("vocab").Select(ReadPiece).ToList();
        var unknown = part.FindWhole("unk_id");
        if (unknown >= pieces.Count)
        {
            throw part.Bad($"'unk_id' is '{unknown}'; expected an index of the {pieces.Count} entries of 'vocab'");
        }

        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = 0; id < pieces.Count; id++)
        {
            vocabulary[pieces[id].Token] = id;
        }

        return (new Unigram(pieces, unknown, part.FindFlag("byte_fallback") ?? false), vocabulary);
    }

    private static (string Token, double Score) ReadPiece(JsonPart piece)
    {
        JsonElement[] pair = piece.Element.ValueKind == JsonValueKind.Array ? [.. piece.Element.EnumerateArray()] : [];
        return pair is [{ ValueKind: JsonValueKind.String } token, { ValueKind: JsonValueKind.Number } score]
            && score.TryGetDouble(out var value) && double.IsFinite(value)
            ? ((piece with { Element = token }).AsText("vocab"), value)
            : throw piece.Bad($"an entry of 'vocab' is '{piece.Shown}'; expected a token and its score");
    }

    private static int UnknownId(JsonPart part, Dictionary<string, int> vocabulary, string token) =>
        vocabulary.TryGetValue(token, out var id) ? id : throw part.Bad($"the unknown token '{token}' is not in the vocabulary");
}
