namespace MlOps.Ui.Markup;

/// <summary>A page before its frame is laid around it.</summary>
/// <param name="Title">What it is about; also its heading.</param>
/// <param name="Area">The part of the navigation that it belongs to: <c>/models</c>.</param>
/// <param name="Body">What stands below the heading.</param>
internal sealed record Page(string Title, string Area, Html Body)
{
    /// <summary>The pages above this one, as (name, address), from the top.</summary>
    public IReadOnlyList<(string Name, string Address)> Trail { get; init; } = [];

    /// <summary>What stands beside the heading; empty for nothing.</summary>
    public Html Beside { get; init; } = Html.Empty;

    /// <summary>HTTP status of the answer.</summary>
    public int Status { get; init; } = 200;
}
