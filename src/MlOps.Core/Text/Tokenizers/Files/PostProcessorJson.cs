using System.Text.Json;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>Reads the post-processor of a <c>tokenizer.json</c>.</summary>
internal static class PostProcessorJson
{
    /// <summary>Reads the part.</summary>
    /// <param name="part">The value of <c>post_processor</c>.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008.</exception>
    public static Templates Read(JsonPart part) => part.TypeOf() switch
    {
        "BertProcessing" => Templates.Bert(TokenIndex(part, "cls"), TokenIndex(part, "sep")),
        "ByteLevel" => Templates.None with { TrimsPlaces = part.FindFlag("trim_offsets") ?? true },
        "RobertaProcessing" => Templates.Roberta(TokenIndex(part, "cls"), TokenIndex(part, "sep")) with { TrimsPlaces = part.FindFlag("trim_offsets") ?? true },
        "Sequence" => ReadSequence(part),
        "TemplateProcessing" => new(ReadTemplate(part, "single"), ReadTemplate(part, "pair")),
        var other => throw part.Unknown("post-processor", other, "BertProcessing, ByteLevel, RobertaProcessing, Sequence, TemplateProcessing"),
    };

    private static Templates ReadSequence(JsonPart part)
    {
        Templates[] all = [.. part.Items("processors").Select(Read)];
        Templates[] adding = [.. all.Where(templates => !ReferenceEquals(templates.Single, Templates.None.Single))];
        return adding.Length <= 1
            ? adding.FirstOrDefault(Templates.None) with { TrimsPlaces = all.Any(templates => templates.TrimsPlaces) }
            : throw part.Unknown("post-processor", "Sequence of several that add special tokens", "those with one");
    }

    private static Template ReadTemplate(JsonPart part, string key)
    {
        var special = part.Need("special_tokens", JsonValueKind.Object);
        var parts = new List<TemplatePart>();
        foreach (var piece in part.Items(key))
        {
            if (piece.Find("Sequence") is { } sequence)
            {
                parts.Add(TemplatePart.Text(IsSecond(sequence), sequence.FindWhole("type_id") ?? 0));
            }
            else
            {
                var token = piece.Need("SpecialToken", JsonValueKind.Object);
                var type = token.FindWhole("type_id") ?? 0;
                parts.AddRange(special.Need(token.Text("id"), JsonValueKind.Object).Items("ids").Select(id => TemplatePart.Special(id.AsWhole(key), type)));
            }
        }

        return new(parts);
    }

    private static bool IsSecond(JsonPart sequence) => sequence.Text("id") switch
    {
        "A" => false,
        "B" => true,
        var other => throw sequence.Unknown("sequence of TemplateProcessing", other, "A, B"),
    };

    // each is a pair of text and index
    private static int TokenIndex(JsonPart part, string key) => part.Items(key) is [_, var index]
        ? index.AsWhole(key)
        : throw part.Bad($"'{key}' of its {part.TypeOf()} is no pair of a token and its index");
}
