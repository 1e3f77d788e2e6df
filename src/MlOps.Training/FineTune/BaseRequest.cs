using MlOps.Models;
using MlOps.Spec;

namespace MlOps.Training.FineTune;

/// <summary>What is asked of a base model.</summary>
/// <param name="Named">What the pipeline calls it, and where.</param>
/// <param name="Task">What it shall learn, or has learnt.</param>
/// <param name="MaxTokens">Longest input in tokens.</param>
/// <param name="Dropout">Replaces its own dropout; null keeps it.</param>
internal sealed record BaseRequest(SpecText Named, TaskKind Task, int MaxTokens, double? Dropout);
