using MlOps.Diagnostics;

namespace MlOps.Spec;

/// <content>Texts and words.</content>
public sealed partial class SpecMap
{
    /// <summary>Reads a text that must be there.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="about">What the key does.</param>
    public SpecText Text(string key, string about)
    {
        Declare(key, about, new ValueShape.Text(), required: true);
        if (Scalar(key, "text") is { } scalar)
        {
            return Note(key, scalar);
        }

        Missing(key);
        return default(SpecText) with { Value = "" };
    }

    /// <summary>Reads a text.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="otherwise">The text when the key is absent.</param>
    /// <param name="about">What the key does.</param>
    public SpecText Text(string key, string otherwise, string about)
    {
        Declare(key, about, new ValueShape.Text(), otherwise: otherwise);
        return Scalar(key, "text") is { } scalar ? Note(key, scalar) : new(Note(key, otherwise), Location);
    }

    /// <summary>Reads a text that may be absent.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="about">What the key does.</param>
    public SpecText? OptionalText(string key, string about)
    {
        Declare(key, about, new ValueShape.Text());
        return Scalar(key, "text") is { } scalar ? Note(key, scalar) : null;
    }

    /// <summary>Reads true or false.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="otherwise">The value when the key is absent.</param>
    /// <param name="about">What the key does.</param>
    public bool Flag(string key, bool otherwise, string about)
    {
        Declare(key, about, new ValueShape.Flag(), otherwise: otherwise ? "true" : "false");
        var value = otherwise;
        if (Scalar(key, "true or false") is { } scalar && !bool.TryParse(scalar.Value, out value))
        {
            Reject(key, scalar, "true or false");
            value = otherwise;
        }

        Note(key, value ? "true" : "false");
        return value;
    }

    /// <summary>Reads one of some words: the names of an enumeration in kebab-case.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="otherwise">The value when the key is absent.</param>
    /// <param name="about">What the key does.</param>
    public T Choice<T>(string key, T otherwise, string about)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        var words = Array.ConvertAll(values, Kebab.Of);
        Declare(key, about, new ValueShape.Choice(words), otherwise: Kebab.Of(otherwise));
        var value = otherwise;
        if (Scalar(key, "a word") is { } scalar)
        {
            var index = Array.IndexOf(words, scalar.Value);
            value = index >= 0 ? values[index] : otherwise;
            if (index < 0)
            {
                RejectWord(key, scalar, words);
            }
        }

        Note(key, Kebab.Of(value));
        return value;
    }

    /// <summary>Reads one of some words that are spelled as they stand.</summary>
    /// <param name="key">The key as pipeline.yml spells it.</param>
    /// <param name="words">The words allowed.</param>
    /// <param name="otherwise">The word when the key is absent.</param>
    /// <param name="about">What the key does.</param>
    public string Word(string key, IReadOnlyList<string> words, string otherwise, string about)
    {
        Declare(key, about, new ValueShape.Choice(words), otherwise: otherwise);
        var scalar = Scalar(key, "a word");
        if (scalar is not null && !words.Contains(scalar.Value))
        {
            RejectWord(key, scalar, words);
            scalar = null;
        }

        return scalar is null ? Note(key, otherwise) : Note(key, scalar);
    }

    private void RejectWord(string key, SpecScalar scalar, IReadOnlyList<string> words) =>
        Reject(key, scalar, $"one of {string.Join(", ", words)}{Spelling.Hint(scalar.Value, words)}");
}
