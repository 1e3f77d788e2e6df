using System.Text;
using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Files;

namespace MlOps.Reporting.Ci;

/// <summary>Writes annotations as GitLab's code quality report, which it shows in a merge request beside the lines.</summary>
/// <remarks>GitLab's documentation: "Code Quality report format". Findings without a file have no place in it.</remarks>
public static class GitLabCodeQuality
{
    /// <summary>Writes the report.</summary>
    /// <param name="annotations">The findings.</param>
    public static string Write(IEnumerable<Annotation> annotations)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartArray();
            foreach (var annotation in annotations.Where(annotation => annotation.Path is not null))
            {
                Write(json, annotation);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    private static void Write(Utf8JsonWriter json, Annotation annotation)
    {
        json.WriteStartObject();
        json.WriteString("description", annotation.Message);
        json.WriteString("check_name", annotation.Title);

        // without the message: a value that is off by a little more is still the same finding
        json.WriteString("fingerprint", ContentHash.OfText($"{annotation.Rule.Code}\n{annotation.Path}\n{annotation.Line}\n{annotation.Column}"));
        json.WriteString("severity", annotation.Severity switch { Severity.Error => "major", Severity.Warning => "minor", _ => "info" });
        json.WriteStartObject("location");
        json.WriteString("path", annotation.Path);
        json.WriteStartObject("lines");
        json.WriteNumber("begin", Math.Max(annotation.Line, 1));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
