using Microsoft.AspNetCore.Http;
using MlOps.Serving.Traffic;

namespace MlOps.Serving.Models;

/// <summary>A model by the name that clients ask for.</summary>
/// <param name="name">The name.</param>
/// <param name="arms">Where its requests are answered; the first is the default.</param>
/// <param name="split">Divides requests between several arms; null where there is one.</param>
/// <param name="shadow">Is asked too, after the client has its answer; null for none.</param>
public sealed class ServedRoute(string name, IReadOnlyList<ServedArm> arms, TrafficSplit? split = null, ServedArm? shadow = null)
{
    /// <summary>The name that clients ask for.</summary>
    public string Name => name;

    /// <summary>Where its requests are answered; the first is the default.</summary>
    public IReadOnlyList<ServedArm> Arms => arms;

    /// <summary>Divides requests between several arms; null where there is one.</summary>
    public TrafficSplit? Split => split;

    /// <summary>Is asked too, after the client has its answer; null for none.</summary>
    public ServedArm? Shadow => shadow;

    /// <summary>Every place of a version: the arms and the shadow.</summary>
    public IEnumerable<ServedArm> Places => shadow is null ? arms : [.. arms, shadow];

    /// <summary>True when it is kept what each arm or shadow does.</summary>
    public bool IsExperiment => arms.Count > 1 || shadow is not null;

    /// <summary>True when every arm has a version.</summary>
    public bool IsReady => arms.All(arm => arm.Model is not null);

    /// <summary>Chooses where a request is answered, and holds the version there.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">Its id.</param>
    /// <returns>To be disposed at the request's end.</returns>
    /// <exception cref="ProblemException">The server is shutting down.</exception>
    public ModelLease Take(HttpRequest request, string id) => arms[split?.Choose(request, id) ?? 0].Take();
}
