using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using MlOps.Ui.Try;

namespace MlOps.Ui.Endpoints;

/// <summary>Reads forms within their limits.</summary>
internal static class FormReader
{
    private static readonly FormOptions Limits = new()
    {
        ValueCountLimit = 20,
        KeyLengthLimit = 100,
        ValueLengthLimit = 4 * TryLimits.Letters, // bytes: UTF-8 takes up to four a character
        MultipartBodyLengthLimit = TryLimits.Bytes,
        MultipartHeadersLengthLimit = 4096,
    };

    /// <summary>Reads the form of a request; one of another kind is empty.</summary>
    /// <param name="context">The request.</param>
    /// <exception cref="BadHttpRequestException">It is larger than is taken, or not whole.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpContext context)
    {
        try
        {
            return context.Request.HasFormContentType ? await context.Request.ReadFormAsync(Limits, context.RequestAborted) : FormCollection.Empty;
        }
        catch (InvalidDataException e)
        {
            throw new BadHttpRequestException("the form is larger than is taken, or broken", StatusCodes.Status413PayloadTooLarge, e);
        }
    }
}
