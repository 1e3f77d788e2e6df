using System.Text.Json.Nodes;

namespace MlOps.Testing.Mlflow;

/// <summary>A refusal in MLflow's form.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">MLflow's error code.</param>
/// <param name="message">Its words.</param>
internal sealed class FakeRefusal(int status, string code, string message) : Exception(message)
{
    public FakeAnswer Answer { get; } = new(status, new JsonObject
    {
        ["error_code"] = code,
        ["message"] = message,
        ["sqlstate"] = "KAM00",
        ["error_class"] = code == "RESOURCE_DOES_NOT_EXIST" ? "RESOURCE_NOT_FOUND" : code,
    });

    public static FakeRefusal Invalid(string message) => new(400, "INVALID_PARAMETER_VALUE", message);

    public static FakeRefusal Missing(string message) => new(404, "RESOURCE_DOES_NOT_EXIST", message);

    public static FakeRefusal Exists(string message) => new(400, "RESOURCE_ALREADY_EXISTS", message);
}
