using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MlOps.Inference.Tests;
using MlOps.Testing;

namespace MlOps.Serving.Tests.Docs;

/// <summary>docs/serving.md: what its examples type is answered in the form that they show.</summary>
public sealed partial class ServingPageTests
{
    [Fact]
    public async Task Every_curl_example_is_answered_in_the_form_that_the_page_shows()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "curl is not there");
        var examples = Example().Matches(File.ReadAllText(Path.Combine(Repository.Top, "docs", "serving.md")));
        using var folder = TinyModelFolder.Write();
        using var server = await ServedProcess.StartAsync($"mail-spam={folder.Path}");

        foreach (Match example in examples)
        {
            var answer = await RunAsync(example.Groups["typed"].Value.Replace("localhost:8080", server.Address.Authority, StringComparison.Ordinal));
            var shown = example.Groups["shown"].Value;
            Assert.Equal(Form(shown.Trim()), Form(shown.StartsWith('{') ? answer : answer.Split('\n')[0]));
        }

        Assert.Equal(6, examples.Count);
    }

    // the names and kinds of everything in JSON; other text as it stands
    private static string Form(string text) => text.StartsWith('{') ? Form(JsonNode.Parse(text)) : text;

    private static string Form(JsonNode? node) => node switch
    {
        JsonObject map => $"{{{string.Join(", ", map.Select(field => $"{field.Key}: {Form(field.Value)}"))}}}",
        JsonArray list => $"[{string.Join(", ", list.Select(Form))}]",
        _ => (node?.GetValueKind() ?? JsonValueKind.Null).ToString(),
    };

    private static async Task<string> RunAsync(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    [GeneratedRegex(@"^```console\n\$ (?<typed>[^\n]+)\n(?<shown>[^\n]+)\n```$", RegexOptions.Multiline)]
    private static partial Regex Example();
}
