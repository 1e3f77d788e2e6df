namespace MlOps.Drift;

/// <summary>The features that are watched for drift, by the names that pipeline.yml uses.</summary>
public static class Features
{
    /// <summary>Length of a prepared text in characters.</summary>
    public const string Length = "length";

    /// <summary>Length of a prepared text in the model's tokens, special ones counted, as far as the model reads it.</summary>
    public const string Tokens = "tokens";

    /// <summary>Share of a text's words that are not among the words that the training profile keeps.</summary>
    public const string UnknownWords = "unknown-words";

    /// <summary>How sure the model is of an answer, from 0 to 1.</summary>
    public const string Confidence = "confidence";

    /// <summary>What a model predicts that predicts numbers; of several each is <c>value[NAME]</c>.</summary>
    public const string Value = "value";

    /// <summary>The words of prepared texts.</summary>
    public const string Vocabulary = "vocabulary";

    /// <summary>The labels or tags that the model gives.</summary>
    public const string Class = "class";

    /// <summary>The labels that are true: of training rows, and of live requests by their users' feedback.</summary>
    public const string Label = "label";

    /// <summary>Every feature that is a number.</summary>
    public static IReadOnlyList<string> Numbers { get; } = [Length, Tokens, UnknownWords, Confidence, Value];

    /// <summary>Every feature that is a name.</summary>
    public static IReadOnlyList<string> Categories { get; } = [Vocabulary, Class, Label];

    /// <summary>The feature of one of a model's numbers.</summary>
    /// <param name="target">What the number is called.</param>
    /// <param name="targets">How many numbers the model predicts.</param>
    public static string OfTarget(string target, int targets) => targets == 1 ? Value : $"{Value}[{target}]";
}
