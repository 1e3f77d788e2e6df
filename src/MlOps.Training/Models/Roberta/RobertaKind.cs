namespace MlOps.Training.Models.Roberta;

/// <summary>The families that are RoBERTa with another vocabulary.</summary>
internal enum RobertaKind
{
    /// <summary>English.</summary>
    Roberta,

    /// <summary>French.</summary>
    Camembert,

    /// <summary>A hundred languages.</summary>
    XlmRoberta,
}
