using System.Text.Json.Serialization;

namespace MlOps.Registry.Mlflow.Wire;

/// <summary>The form of MLflow's answers: snake_case; whole numbers also as texts, and the words NaN and Infinity for numbers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(MlflowExperiment))]
[JsonSerializable(typeof(MlflowRun))]
[JsonSerializable(typeof(MlflowModel))]
[JsonSerializable(typeof(MlflowVersion))]
internal sealed partial class MlflowJson : JsonSerializerContext;
