using Microsoft.AspNetCore.Http;

namespace MlOps.Serving.Deploy;

/// <summary>Lets a platform ask at the paths that it has chosen: they are taken for <c>/ping</c> and <c>/invocations</c>.</summary>
/// <param name="platform">The platform.</param>
internal sealed class PlatformPaths(ServingPlatform platform)
{
    /// <summary>Gives a request the server's own path.</summary>
    /// <param name="request">The request.</param>
    public void Apply(HttpRequest request)
    {
        if (HttpMethods.IsPost(request.Method) && request.Path == platform.PredictionPath)
        {
            request.Path = "/invocations";
        }
        else if (HttpMethods.IsGet(request.Method) && request.Path == platform.HealthPath)
        {
            request.Path = "/ping";
        }
    }
}
