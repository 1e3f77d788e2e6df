namespace MlOps.Serving.Models;

/// <summary>The version that a client's path names.</summary>
/// <param name="Version">Null where it names none.</param>
internal readonly record struct WantedVersion(string? Version)
{
    /// <summary>Makes sure that a model is the version.</summary>
    /// <param name="model">The version that is served.</param>
    /// <exception cref="ProblemException">It is another.</exception>
    public void Require(ServedModel model)
    {
        if (Version is { } wanted && wanted != model.Version.Version)
        {
            throw Problem.NotFound($"version '{Problem.Quote(wanted)}' is not served; the version is {model.Version.Version}").Exception();
        }
    }
}
