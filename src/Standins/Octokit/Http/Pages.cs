using System.Globalization;

namespace Octokit;

/// <summary>Asks for the pages of a list, one after the other.</summary>
internal static class Pages
{
    /// <summary>Every page, as the header Link leads from one to the next.</summary>
    /// <typeparam name="T">A page.</typeparam>
    public static async Task<IReadOnlyList<T>> GetAsync<T>(Connection connection, string path, ApiOptions? options = null, params (string Name, string? Value)[] parameters)
    {
        var query = parameters.Append(("per_page", options?.PageSize?.ToString(CultureInfo.InvariantCulture))).Where(pair => pair.Item2 is not null)
            .Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2!)}").ToList();
        var pages = new List<T>();
        for (var next = query.Count == 0 ? path : $"{path}?{string.Join('&', query)}"; next is not null;)
        {
            var (page, response) = await connection.SendAsync<T>(HttpMethod.Get, next);
            pages.Add(page);
            next = Next(response);
        }

        return pages;
    }

    // <https://...>; rel="next", <https://...>; rel="last"
    private static string? Next(IResponse response) => response.Headers.TryGetValue("Link", out var links)
        ? links.Split(',').FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.Ordinal))?.Split('<', '>')[1]
        : null;
}
