using System.Globalization;
using System.Net;

namespace MlOps.Registry.Mlflow;

/// <summary>An answer of the server that is a refusal.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">MLflow's error code, such as <c>RESOURCE_DOES_NOT_EXIST</c>; empty where the answer is not one of MLflow's.</param>
/// <param name="message">The server's words, shortened and without secrets.</param>
internal sealed class MlflowRefusal(HttpStatusCode status, string code, string message)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"it answers {(int)status}{(code.Length > 0 ? $" {code}" : "")}{(message.Length > 0 ? $": {message}" : "")}"))
{
    /// <summary>What is named is not there.</summary>
    public const string DoesNotExist = "RESOURCE_DOES_NOT_EXIST";

    /// <summary>What was to be made is there already.</summary>
    public const string AlreadyExists = "RESOURCE_ALREADY_EXISTS";

    /// <summary>A value that the server does not take; also the answer for an alias that is not there.</summary>
    public const string InvalidValue = "INVALID_PARAMETER_VALUE";

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>MLflow's error code.</summary>
    public string Code { get; } = code;
}
