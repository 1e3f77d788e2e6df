using MlOps.GitHub.Content;
using MlOps.Tool.Commands;

namespace MlOps.Tool.Publishing;

/// <summary>The report on GitHub that a pipeline asks for.</summary>
/// <param name="Identity">By what check and comment are found again.</param>
/// <param name="Comment">True when a pull request gets a comment.</param>
internal sealed record AskedReport(ReportIdentity Identity, bool Comment)
{
    /// <summary>Of a pipeline, even of one with mistakes.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <returns>Null when it asks for none.</returns>
    public static AskedReport? Of(LoadedPipeline pipeline) => pipeline switch
    {
        { Spec: { Report.GitHub: { } asked } spec } => new(new(asked.Check?.Value ?? spec.Name, spec.Name), asked.Comment),
        { Spec: null, Source: { } source } when CheckName.Find(source.Text) is { } name => new(new(name, name), Comment: false), // the comment's pipeline is not known
        _ => null,
    };
}
