using MlOps.Bases;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Steps;

namespace MlOps.Models;

/// <summary>A pretrained model that is used as it is.</summary>
/// <param name="Found">The model.</param>
/// <param name="Named">What the pipeline calls it, and where.</param>
/// <param name="Preparation">How raw rows become what it reads; null where nothing says it.</param>
/// <param name="Compute">What to check the export on.</param>
/// <param name="Seed">Draws the inputs of the check.</param>
public sealed record PretrainedModel(FoundBase Found, SpecText Named, Preparation? Preparation, Compute Compute, int Seed);

/// <summary>
/// Writes the model folder of a pretrained model: its weights as <c>model.onnx</c>, and <c>model.json</c>. A parameter of the steps that predict, which do not see
/// libtorch themselves.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="folder">Full path of the folder; it is made.</param>
/// <param name="ct">Stops between two batches of the check.</param>
public delegate void PretrainedExporter(PretrainedModel model, string folder, CancellationToken ct);
