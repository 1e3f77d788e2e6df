namespace MlOps.Steps.Preprocess;

/// <summary>Where a row goes. Of two rows with one text the higher side wins, so that a test row never loses to a train row.</summary>
internal enum Side : byte
{
    /// <summary>Not decided yet, or dropped.</summary>
    None,

    /// <summary>Weights are fitted to it.</summary>
    Train,

    /// <summary>Epochs are compared on it.</summary>
    Validation,

    /// <summary>The model is judged on it.</summary>
    Test,
}
