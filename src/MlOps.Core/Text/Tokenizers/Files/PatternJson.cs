using MlOps.Text.Tokenizers.Patterns;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>Reads the pattern of a part of a <c>tokenizer.json</c>: a text, or a regular expression.</summary>
internal static class PatternJson
{
    /// <summary>Reads the key <c>pattern</c>.</summary>
    /// <param name="part">The part that has it.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008: it is neither, or an expression that .NET does not know.</exception>
    public static Pattern Read(JsonPart part)
    {
        var pattern = part.Find("pattern") ?? throw part.Bad($"its {part.TypeOf()} has no 'pattern'");
        if (pattern.FindText("String") is { Length: > 0 } text)
        {
            return new TextPattern(text);
        }

        // an empty text is found between any two characters, as an empty expression is
        var expression = pattern.FindText("Regex") ?? pattern.FindText("String") ?? throw part.Bad($"the pattern of its {part.TypeOf()} is '{pattern.Shown}'; expected 'String' or 'Regex'");
        try
        {
            return new RegexPattern(expression);
        }
        catch (ArgumentException wrong)
        {
            throw part.Bad($"the regular expression '{Shortened(expression)}' of its {part.TypeOf()} cannot be used: {wrong.Message}");
        }
    }

    private static string Shortened(string expression) => expression.Length <= 100 ? expression : $"{expression[..100]}...";
}
