using MlOps.Spec;

namespace MlOps.Steps.Preprocess;

/// <summary>Takes only rows that are new since the last training: the key <c>watermark</c>.</summary>
/// <param name="Column">The column that grows, such as the time of a row.</param>
/// <param name="After">Rows up to this value are left out; null where the model in Production says it, or none are.</param>
/// <param name="Until">Rows behind this value are left out too; null for none.</param>
public sealed record WatermarkSpec(SpecText Column, SpecText? After, SpecText? Until)
{
    private const string About = "The column that tells which rows are new: only those behind what the model in Production has seen are taken; or a mapping that says from where to where";

    /// <summary>Reads the key.</summary>
    /// <param name="map">The step's mapping.</param>
    /// <returns>Null when it is absent.</returns>
    internal static WatermarkSpec? Read(SpecMap map) => map.Either(
        "watermark",
        About,
        column => new WatermarkSpec(column, null, null),
        inner => new WatermarkSpec(
            inner.Text("column", "The column"),
            inner.OptionalText("after", "Rows up to this value are left out; when absent, up to what the model in Production has seen"),
            inner.OptionalText("until", "Rows behind this value are left out, too")));
}
