using MlOps.Diagnostics;
using MlOps.Metrics.Fairness;
using MlOps.Spec;
using MlOps.Steps;

namespace MlOps.Inference.Evaluate;

/// <summary>A list of terms under <c>slices</c>.</summary>
/// <param name="Name">What gates and reports call it.</param>
/// <param name="Terms">The terms, or pairs <c>he = she</c>.</param>
/// <param name="File">A file with more of them, one a line; null for none.</param>
public sealed record TermListSpec(SpecText Name, IReadOnlyList<SpecText> Terms, SpecText? File)
{
    /// <summary>Reads an item of <c>slices</c>.</summary>
    /// <param name="map">The item.</param>
    public static TermListSpec Read(SpecMap map) => new(
        map.Text("name", "What gates and reports call the list"),
        map.Texts("terms", "Words that a text speaks of or not: it goes to a slice with or without them; pairs such as 'he = she' are swapped, too, and the answers compared"),
        map.OptionalText("file", "A file with terms or pairs, one a line; lines that begin with # are passed over"));

    /// <summary>Reads the terms.</summary>
    /// <param name="context">Says where the file lies.</param>
    /// <exception cref="MlOpsException">MLOPS2006: there is no term.</exception>
    internal TermList Load(StepContext context)
    {
        var lines = File is { } file ? System.IO.File.ReadLines(context.FullPath(file)).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#') : [];
        List<string> terms = [.. Terms.Select(term => term.Value), .. lines];
        return terms.Exists(term => term.Trim(' ', '=').Length > 0)
            ? new(Name, terms)
            : throw new MlOpsException(Rules.TooFewRows, Name.Location, $"the list '{Name}' holds no term; give 'terms', or a 'file' with one a line");
    }
}
