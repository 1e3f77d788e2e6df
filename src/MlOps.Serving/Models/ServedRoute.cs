using Microsoft.AspNetCore.Http;

namespace MlOps.Serving.Models;

/// <summary>A model by the name that clients ask for.</summary>
/// <param name="name">The name.</param>
/// <param name="arms">Where its requests are answered; the first is the default.</param>
public sealed class ServedRoute(string name, IReadOnlyList<ServedArm> arms)
{
    /// <summary>The name that clients ask for.</summary>
    public string Name => name;

    /// <summary>Where its requests are answered; the first is the default.</summary>
    public IReadOnlyList<ServedArm> Arms => arms;

    /// <summary>True when every arm has a version.</summary>
    public bool IsReady => arms.All(arm => arm.Model is not null);

    /// <summary>Chooses where a request is answered, and holds the version there.</summary>
    /// <param name="request">The request.</param>
    /// <returns>To be disposed at the request's end.</returns>
    /// <exception cref="ProblemException">The server is shutting down.</exception>
    public ModelLease Take(HttpRequest request) => arms[0].Take();
}
