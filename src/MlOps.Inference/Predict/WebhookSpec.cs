using MlOps.Spec;

namespace MlOps.Inference.Predict;

/// <summary>A web server that is sent predictions.</summary>
/// <param name="Url">http or https.</param>
/// <param name="Token">Sent as bearer token; null for none.</param>
public sealed record WebhookSpec(SpecText Url, SpecText? Token)
{
    private const string Key = "webhook";

    /// <summary>Reads the key <c>webhook</c>.</summary>
    /// <param name="map">The step's mapping.</param>
    public static WebhookSpec? Read(SpecMap map)
    {
        var webhook = map.Either(
            Key,
            "A URL that new predictions are sent to as well, as a JSON list",
            url => new WebhookSpec(url, null),
            inner => new WebhookSpec(inner.Text("url", "Where they are sent"), inner.OptionalText("token", "Sent as bearer token; take it from ${{ env.NAME }}")));
        if (webhook is not null && !(Uri.TryCreate(webhook.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            map.Reject(Key, webhook.Url, "a URL that begins with http:// or https://");
        }

        return webhook;
    }
}
