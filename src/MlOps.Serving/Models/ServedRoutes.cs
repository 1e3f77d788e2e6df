namespace MlOps.Serving.Models;

/// <summary>All models that a server answers for.</summary>
/// <param name="routes">At least one; the first answers where a request names none.</param>
public sealed class ServedRoutes(IReadOnlyList<ServedRoute> routes)
{
    /// <summary>Every route, in the order of the command line.</summary>
    public IReadOnlyList<ServedRoute> All => routes;

    /// <summary>True when every model can answer.</summary>
    public bool AreReady => routes.All(route => route.IsReady);

    /// <summary>The route of a name.</summary>
    /// <param name="name">What the client asks for; null for the first route.</param>
    /// <exception cref="ProblemException">There is none.</exception>
    public ServedRoute Find(string? name) => name is null ? routes[0] : routes.FirstOrDefault(route => route.Name == name)
        ?? throw Problem.NotFound($"no model '{Problem.Quote(name)}' is served here; expected {string.Join(", ", routes.Select(route => route.Name))}").Exception();
}
