using System.Net.Http.Headers;
using MlOps.Diagnostics;
using MlOps.Text.Readers;

namespace MlOps.Inference.Predict;

/// <summary>Sends predicted rows to a web server: POST of a JSON list of rows, as .json files hold them.</summary>
/// <param name="http">Sends; its time limit holds for each request.</param>
/// <param name="url">http or https.</param>
/// <param name="token">Sent as bearer token; null for none.</param>
public sealed class PredictionWebhook(HttpClient http, Uri url, string? token)
{
    private const int RowsAtOnce = 500;
    private const int Attempts = 3;

    /// <summary>Sends rows, at most 500 a request. A request that fails in transit or with 5xx or 429 is sent again, so that a row may arrive twice.</summary>
    /// <param name="rows">Each row with the cells of its answer.</param>
    /// <param name="answers">The columns of answers.</param>
    /// <param name="ct">Stops between two requests.</param>
    /// <returns>How many rows were sent.</returns>
    /// <exception cref="MlOpsException">MLOPS4105: the server does not take them.</exception>
    public async Task<long> SendAsync(IEnumerable<(RawRow Row, IReadOnlyList<string> Cells)> rows, IReadOnlyList<AnswerColumn> answers, CancellationToken ct)
    {
        var sent = 0L;
        foreach (var chunk in rows.Chunk(RowsAtOnce))
        {
            using var body = new MemoryStream();
            using (var writer = PredictionWriter.Create(body, "rows.json", [], answers))
            {
                foreach (var (row, cells) in chunk)
                {
                    writer.Write(row, cells);
                }
            }

            await SendAsync(body.ToArray(), ct);
            sent += chunk.Length;
        }

        return sent;
    }

    private async Task SendAsync(byte[] body, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            string failure;
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                request.Headers.Authorization = token is null ? null : new("Bearer", token);
                using var response = await http.SendAsync(request, ct);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }

                failure = $"it answers {(int)response.StatusCode}";
                if ((int)response.StatusCode is not (429 or >= 500))
                {
                    attempt = Attempts;
                }
            }
            catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
            {
                failure = e.Message;
            }

            if (attempt >= Attempts)
            {
                throw new MlOpsException(Rules.WebhookRefuses, Location.None, $"the webhook {url.GetLeftPart(UriPartial.Path)} does not take the predictions: {failure}");
            }
        }
    }
}
