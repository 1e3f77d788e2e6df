using System.Runtime.Serialization;

namespace MlOps.MSBuild;

/// <summary>One finding of the tool, as its JSON writes it.</summary>
[DataContract]
internal sealed class ToolDiagnostic
{
    /// <summary>The tool could not be started. The catalogue of codes is the tool's, which this assembly does not see; a test compares.</summary>
    public const string NotStarted = "MLOPS8101";

    /// <summary>The tool ended without saying why.</summary>
    public const string Ended = "MLOPS8102";

    /// <summary>For example MLOPS1003.</summary>
    [DataMember(Name = "code")]
    public string Code { get; private set; } = "";

    /// <summary><c>error</c>, <c>warning</c> or <c>notice</c>.</summary>
    [DataMember(Name = "severity")]
    public string Severity { get; private set; } = "";

    /// <summary>A path as the command line named it, or a word that is no file; may be empty.</summary>
    [DataMember(Name = "file")]
    public string File { get; private set; } = "";

    /// <summary>1-based; 0 when unknown.</summary>
    [DataMember(Name = "line")]
    public int Line { get; private set; }

    /// <summary>1-based; 0 when unknown.</summary>
    [DataMember(Name = "column")]
    public int Column { get; private set; }

    /// <summary>What was found, what was expected, what to do.</summary>
    [DataMember(Name = "message")]
    public string Message { get; private set; } = "";

    /// <summary>An error that this assembly finds itself.</summary>
    public static ToolDiagnostic Error(string code, string message, string file = "") => new() { Code = code, Severity = "error", Message = message, File = file };

    /// <summary>A finding that the tool printed as a line of text.</summary>
    public static ToolDiagnostic OfLine(string code, string severity, string file, int line, int column, string message) =>
        new() { Code = code, Severity = severity, File = file, Line = line, Column = column, Message = message };
}
