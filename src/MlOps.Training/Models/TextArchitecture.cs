namespace MlOps.Training.Models;

/// <summary>A family that reads texts.</summary>
public abstract class TextArchitecture : Architecture
{
    /// <summary>Rows of the table of word embeddings.</summary>
    public abstract int VocabularySize { get; }

    /// <summary>Longest input in tokens.</summary>
    public abstract int MaxTokens { get; }
}
