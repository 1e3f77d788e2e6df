using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Models;

namespace MlOps.Serving.Deploy;

/// <summary>
/// What a cloud's serving platform tells a container in environment variables: where the model lies, on which port it asks, and at which
/// paths. The platform stands before the server and lets nobody through but its own callers.
/// </summary>
/// <param name="Name">The platform, as messages call it.</param>
/// <param name="Folder">Where the model's files are, or a folder that holds theirs.</param>
/// <param name="Port">The port.</param>
/// <param name="HealthPath">An additional path that answers whether the server is ready; null for none.</param>
/// <param name="PredictionPath">An additional path that speaks the protocol of <c>/invocations</c>; null for none.</param>
public sealed record ServingPlatform(string Name, string Folder, int Port, string? HealthPath, string? PredictionPath)
{
    /// <summary>The folder of the model that is part of a container's image.</summary>
    public const string ImageVariable = "MLOPS_MODEL_DIR";

    private const int SageMakerPort = 8080;
    private const int AzurePort = 5001;

    /// <summary>Reads the variables of Vertex AI, Azure ML and SageMaker.</summary>
    /// <param name="environment">Looks up an environment variable; null when it is not set.</param>
    /// <returns>Null where none of them is set.</returns>
    /// <exception cref="MlOpsException">MLOPS7301: a variable has no meaning here, or names no model.</exception>
    /// <remarks>
    /// https://cloud.google.com/vertex-ai/docs/predictions/custom-container-requirements,
    /// https://learn.microsoft.com/azure/machine-learning/how-to-deploy-custom-container,
    /// https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html
    /// </remarks>
    public static ServingPlatform? Read(Func<string, string?> environment)
    {
        if (Value(environment, "AIP_HTTP_PORT") is { } port)
        {
            return new("Vertex AI", VertexFolder(environment), PortOf("AIP_HTTP_PORT", port), Value(environment, "AIP_HEALTH_ROUTE"), Value(environment, "AIP_PREDICT_ROUTE"));
        }

        if (Value(environment, "AZUREML_MODEL_DIR") is { } azure)
        {
            return new("Azure ML", azure, AzurePort, "/", "/score");
        }

        return Value(environment, "SM_MODEL_DIR") is { } sagemaker
            ? new("SageMaker", sagemaker, Value(environment, "SAGEMAKER_BIND_TO_PORT") is { } bound ? PortOf("SAGEMAKER_BIND_TO_PORT", bound) : SageMakerPort, HealthPath: null, PredictionPath: null)
            : null;
    }

    /// <summary>Finds the model: in the folder itself, or in the one folder below it that holds one, as platforms put a registered folder into another.</summary>
    /// <returns>Full path of the model's folder.</returns>
    /// <exception cref="MlOpsException">MLOPS7301: there is none, or more than one.</exception>
    public string FindModel()
    {
        var found = !Directory.Exists(Folder) ? []
            : Directory.EnumerateFiles(Folder, ModelDescription.FileName, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 }).Select(file => Path.GetDirectoryName(file)!).Order(StringComparer.Ordinal).ToList();
        return found.Count == 1 ? found[0] : throw Bad(string.Create(CultureInfo.InvariantCulture, $"{Name} names the folder {Folder}, which holds {found.Count} models; expected one, with its {ModelDescription.FileName}"));
    }

    // AIP_STORAGE_URI is empty where the model was uploaded without artifacts: then it is part of the image
    private static string VertexFolder(Func<string, string?> environment) => (Value(environment, "AIP_STORAGE_URI"), Value(environment, ImageVariable)) switch
    {
        ({ } uri, null) when uri.Contains("://", StringComparison.Ordinal) => throw Bad($"AIP_STORAGE_URI is {uri}, which is not read; build the image with the model in it, as 'dotnet mlops deploy --to vertex-ai' writes it"),
        ({ } folder, null) => folder,
        (_, { } image) => image,
        _ => throw Bad($"AIP_HTTP_PORT is set, and neither {ImageVariable} nor AIP_STORAGE_URI names a model"),
    };

    private static int PortOf(string name, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
        ? port
        : throw Bad($"{name} is '{text}'; expected a port");

    private static string? Value(Func<string, string?> environment, string name) => environment(name) is { Length: > 0 } value ? value : null;

    private static MlOpsException Bad(string message) => new(Rules.BadPlatform, Location.None, message);
}
