using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using MlOps.Diagnostics;
using MlOps.Serving.Requests;

namespace MlOps.Serving.Access;

/// <summary>Lets requests in that come with a known key. What balancers ask about health needs none. A changed file of keys is read again.</summary>
internal sealed class KeyGate
{
    private const string Bearer = "Bearer ";
    private const string OwnHeader = "X-API-Key";

    private static readonly string[] Open = ["/ping", "/health", "/v2/health/live", "/v2/health/ready"];

    private readonly WatchedFiles _file;
    private readonly ServerLog _log;
    private IReadOnlyList<ApiKey> _keys;

    /// <summary>Reads the keys.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="log">Is told when the changed file is wrong; the keys before it hold on then.</param>
    /// <exception cref="MlOpsException">MLOPS7002: the file is wrong.</exception>
    public KeyGate(string path, ServerLog log)
    {
        (_file, _log) = (new([path]), log);
        _keys = KeyFile.Read(path);
    }

    /// <summary>Lets a request in.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">Answers it.</param>
    /// <exception cref="ProblemException">It has no key, or none that is known.</exception>
    public Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (!Open.Contains(context.Request.Path.Value))
        {
            var key = SecretOf(context.Request) is { } secret ? Find(secret) : null;
            context.Features.GetRequiredFeature<RequestFacts>().Key = key ?? throw Problem.NoKey.Exception();
        }

        return next(context);
    }

    private static string? SecretOf(HttpRequest request) =>
        request.Headers[OwnHeader] is [{ Length: > 0 } own] ? own
        : request.Headers[HeaderNames.Authorization] is [{ } given] && given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? given[Bearer.Length..].Trim()
        : null;

    // every key is compared to its end, so that the time tells nothing
    private ApiKey? Find(string secret)
    {
        Refresh();
        var hash = KeyFile.Hash(secret);
        ApiKey? found = null;
        foreach (var key in Volatile.Read(ref _keys))
        {
            found = CryptographicOperations.FixedTimeEquals(hash, key.Sha256) ? key : found;
        }

        return found;
    }

    private void Refresh()
    {
        if (!_file.HaveChanged())
        {
            return;
        }

        try
        {
            Volatile.Write(ref _keys, KeyFile.Read(_file.Paths[0]));
            _log.Write("the keys were read again");
        }
        catch (MlOpsException e)
        {
            _log.Write($"the keys stay as they were: {e.Message}");
        }
    }
}
