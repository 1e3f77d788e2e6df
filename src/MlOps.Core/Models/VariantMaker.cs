using MlOps.Metrics;
using MlOps.Metrics.Gates;
using MlOps.Steps;

namespace MlOps.Models;

/// <summary>A variant that a register step asks for.</summary>
/// <param name="Variant">The variant.</param>
/// <param name="Folder">Full path of a copy of the model folder, to which the variant is added.</param>
/// <param name="Gates">The gates that it must hold; null for those of the evaluate step.</param>
/// <param name="Context">The register step's: names the test rows and how the model itself was judged.</param>
public sealed record VariantRequest(ModelVariant Variant, string Folder, IReadOnlyList<GateExpression>? Gates, StepContext Context);

/// <summary>Makes a variant of a model and judges it. A parameter of the step that registers models, which sees neither the ONNX format nor ONNX Runtime.</summary>
/// <param name="request">What is asked for.</param>
/// <param name="ct">Stops between two batches.</param>
/// <returns>What was found. The variant's file is in the folder, unless the variant is refused.</returns>
/// <exception cref="Diagnostics.MlOpsException">MLOPS1010, MLOPS2004: a gate names a label or a column that is not there.</exception>
public delegate VariantEvaluation VariantMaker(VariantRequest request, CancellationToken ct);
