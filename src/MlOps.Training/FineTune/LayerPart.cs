namespace MlOps.Training.FineTune;

/// <summary>What a selection of layers takes.</summary>
public enum LayerPart
{
    /// <summary>The embeddings of a text model, the stem of a picture model.</summary>
    Embeddings,

    /// <summary>Layers by their numbers.</summary>
    Layers,

    /// <summary>What stands above the layers.</summary>
    Head,

    /// <summary>Embeddings and every layer.</summary>
    AllButHead,

    /// <summary>The whole network.</summary>
    All,
}
