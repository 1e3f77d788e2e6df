namespace MlOps.Ui.Errors;

/// <summary>Which errors are asked for; an empty text asks for all.</summary>
/// <param name="Step">The evaluate step.</param>
/// <param name="Label">A label that is true of the row.</param>
/// <param name="Said">A label that the model gives.</param>
/// <param name="Slice">A column and its value, as <c>column=value</c>.</param>
/// <param name="From">How many are left out at the start.</param>
internal sealed record ErrorFilter(string Step, string Label, string Said, string Slice, int From)
{
    /// <summary>The errors that are asked for.</summary>
    /// <param name="errors">All.</param>
    public IReadOnlyList<TestError> Apply(IReadOnlyList<TestError> errors) => [.. errors.Where(IsAsked)];

    private bool IsAsked(TestError error)
    {
        var equals = Slice.IndexOf('=', StringComparison.Ordinal);
        return (Label.Length == 0 || error.Truth.Contains(Label, StringComparer.Ordinal))
            && (Said.Length == 0 || error.Said.Contains(Said, StringComparer.Ordinal))
            && (equals < 0 || error.Row.Columns.GetValueOrDefault(Slice[..equals], "") == Slice[(equals + 1)..]);
    }
}
