namespace MlOps.Tool.Output;

/// <summary>The reports of a run, written.</summary>
/// <param name="Text">What a console shows.</param>
/// <param name="Page">Path of the page for people, as one in the current folder would type it.</param>
internal sealed record WrittenReports(string Text, string Page);
