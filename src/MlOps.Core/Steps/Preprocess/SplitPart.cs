using MlOps.Spec;

namespace MlOps.Steps.Preprocess;

/// <summary>Where the rows of one split come from: a share of the data, or a file of their own.</summary>
/// <param name="Percent">Share in percent; null when there is a file.</param>
/// <param name="File">The file or folder; null when there is a share.</param>
public sealed record SplitPart(double? Percent, SpecText? File);
