namespace MlOps.Models;

/// <summary>What a model has learnt.</summary>
public enum TaskKind
{
    /// <summary>To give a text, or a pair of texts, one label or any number of them.</summary>
    TextClassification,

    /// <summary>To give a picture one label.</summary>
    ImageClassification,

    /// <summary>To give a text one or more numbers.</summary>
    Regression,

    /// <summary>To give each word of a text a tag, so that entities are found.</summary>
    TokenClassification,

    /// <summary>To guess words that are covered.</summary>
    MaskedLm,

    /// <summary>To guess the next token.</summary>
    CausalLm,
}
