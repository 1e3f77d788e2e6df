using System.Globalization;
using System.Text.RegularExpressions;

namespace MlOps.MSBuild;

/// <summary>What the tool printed: one JSON document, or findings a line each when it failed before it could write one.</summary>
internal sealed class ToolOutput
{
    private const int FewLines = 5;

    private static readonly Regex Finding = new(
        @"\A(?<file>.+?)(\((?<line>[0-9]+),(?<column>[0-9]+)\))?: (?<severity>error|warning) (?<code>MLOPS[0-9]{4}): (?<message>.*)\z",
        RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private readonly List<string> _lines = [];
    private readonly Queue<string> _progress = new();

    /// <summary>The document; null when the tool wrote none.</summary>
    public ToolDocument? Document { get; private set; }

    /// <summary>The findings.</summary>
    public IReadOnlyList<ToolDiagnostic> Diagnostics { get; private set; } = [];

    /// <summary>True when this can only be the tool's, not that of a dotnet which did not find it.</summary>
    public bool IsTheTools => Document is not null || Diagnostics.Count > 0;

    /// <summary>The end of what was printed, in one line.</summary>
    public string LastLines
    {
        get
        {
            string[] lines = [.. _progress.Concat(Document is null ? _lines : []).Select(line => line.Trim()).Where(line => line.Length > 0)];
            return lines.Length == 0 ? "it printed nothing" : string.Join(" | ", lines.Skip(lines.Length - FewLines));
        }
    }

    /// <summary>Adds a line of standard output.</summary>
    public void Add(string line) => _lines.Add(line);

    /// <summary>Adds a line of standard error; the last ones are kept.</summary>
    public void AddProgress(string line)
    {
        _progress.Enqueue(line);
        if (_progress.Count > FewLines)
        {
            _ = _progress.Dequeue();
        }
    }

    /// <summary>Reads what was printed; nothing follows.</summary>
    public void Complete()
    {
        Document = ToolDocument.Read(string.Join("\n", _lines));
        Diagnostics = Document?.Diagnostics ?? [.. _lines.Select(line => Finding.Match(line)).Where(match => match.Success).Select(Read)];
    }

    private static ToolDiagnostic Read(Match match) => ToolDiagnostic.OfLine(
        match.Groups["code"].Value,
        match.Groups["severity"].Value,
        match.Groups["file"].Value,
        Number(match.Groups["line"]),
        Number(match.Groups["column"]),
        match.Groups["message"].Value);

    private static int Number(Group digits) => int.TryParse(digits.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
