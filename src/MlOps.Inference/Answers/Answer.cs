namespace MlOps.Inference;

/// <summary>What a model says of one row; its task decides which of the derived types it is.</summary>
public abstract record Answer;
