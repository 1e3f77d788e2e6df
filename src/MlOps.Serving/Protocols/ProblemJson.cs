using MlOps.Serving.Requests;

namespace MlOps.Serving.Protocols;

/// <summary>A problem as JSON: <c>{"error": …, "code": …}</c>, and <c>detail</c> where clients of FastAPI look for it.</summary>
internal static class ProblemJson
{
    /// <summary>Writes a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="response">Receives headers and body.</param>
    public static void Write(Problem problem, ResponseBody response)
    {
        response.Begin(problem);
        using var json = response.Json();
        json.WriteStartObject();
        json.WriteString("error"u8, problem.Message);
        json.WriteString("code"u8, problem.Code);
        if (problem.Status is 404 or 405)
        {
            json.WriteString("detail"u8, problem.Status == 404 ? "Not Found" : "Method Not Allowed");
        }

        json.WriteEndObject();
    }
}
