namespace MlOps.Training.FineTune;

/// <summary>What a model learns.</summary>
public enum TaskKind
{
    /// <summary>To give a text one label, or any number of them.</summary>
    TextClassification,
}
