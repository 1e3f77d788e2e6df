using System.Globalization;
using System.Net;
using MlOps.Diagnostics;

namespace MlOps.Hub;

/// <summary>Says what the hub's refusals mean and what to do; none of its words and no token is repeated.</summary>
/// <param name="settings">Where the hub is.</param>
internal sealed class HubFailures(HubSettings settings)
{
    private const string CodeHeader = "X-Error-Code";

    /// <summary>The failure that an answer stands for.</summary>
    /// <param name="id">The model that was asked for.</param>
    /// <param name="answer">The hub's last answer.</param>
    public MlOpsException Of(HubId id, HttpResponseMessage answer)
    {
        var code = answer.Headers.TryGetValues(CodeHeader, out var values) ? values.FirstOrDefault() : null;
        return (answer.StatusCode, code) switch
        {
            (HttpStatusCode.NotFound, "RevisionNotFound") => NotThere(id, $"{Place(id)} has no such revision: '{id}'"),
            (HttpStatusCode.NotFound, _) => NotThere(id, $"there is no model '{id}' at {settings.Endpoint}"),
            (HttpStatusCode.Unauthorized, _) when settings.Token() is null => NotThere(
                id, $"there is no model '{id}' at {settings.Endpoint} for everybody; where it is private or gated, set HF_TOKEN to a token that may read it"),
            (HttpStatusCode.Unauthorized, _) => Failed($"{settings.Endpoint} does not take the token for '{id}'; check HF_TOKEN, or the file token in HF_HOME"),
            (HttpStatusCode.Forbidden, _) => Failed(
                $"{Place(id)} is gated: its terms must be accepted there by the account of the token{(settings.Token() is null ? ", and HF_TOKEN be set to one" : "")}"),
            (HttpStatusCode.TooManyRequests, _) => Failed($"{settings.Endpoint} answers too many requests (429) for '{id}'; try again later, or set HF_TOKEN, which allows more"),
            _ => Failed(string.Create(CultureInfo.InvariantCulture, $"{settings.Endpoint} answers {(int)answer.StatusCode} for '{id}'; try again later")),
        };
    }

    /// <summary>The failure that an answer of the storage stands for, to which the hub redirects.</summary>
    /// <param name="id">The model that was asked for.</param>
    /// <param name="answer">The storage's last answer.</param>
    public MlOpsException OfStorage(HubId id, HttpResponseMessage answer) => Failed(string.Create(
        CultureInfo.InvariantCulture, $"the storage that {settings.Endpoint} names for files of '{id}' answers {(int)answer.StatusCode}; try again later"));

    /// <summary>The hub, or its storage, cannot be reached.</summary>
    /// <param name="id">The model that was asked for.</param>
    /// <param name="inner">What went wrong.</param>
    public MlOpsException Unreachable(HubId id, Exception inner) => Failed(
        $"'{id}' is not in the cache {settings.Cache}, and {settings.Endpoint} cannot be reached ({inner.Message}); check the network, HF_ENDPOINT and HTTPS_PROXY", inner);

    /// <summary>Files are missing, and the network may not be asked.</summary>
    /// <param name="id">The model.</param>
    /// <param name="isPartial">True where some of its files are there.</param>
    public MlOpsException Offline(HubId id, bool isPartial) => Failed(
        $"'{id}' is not {(isPartial ? "whole " : "")}in the cache {settings.Cache}, and the network is not asked (--offline or HF_HUB_OFFLINE); run once without");

    /// <summary>The hub does not behave as one, or a file is not what it said.</summary>
    /// <param name="why">What was found.</param>
    /// <param name="inner">What was thrown below, where there is one.</param>
    public static MlOpsException Failed(string why, Exception? inner = null) => new(Rules.HubFailed, Location.None, why, inner);

    private static MlOpsException NotThere(HubId id, string why) =>
        new(Rules.MissingInput, Location.None, $"{why}{(id.Name.Contains('/', StringComparison.Ordinal) ? "" : "; most models have an organisation before their name: org/name")}");

    private string Place(HubId id) => $"{settings.Endpoint.AbsoluteUri.TrimEnd('/')}/{id}";
}
