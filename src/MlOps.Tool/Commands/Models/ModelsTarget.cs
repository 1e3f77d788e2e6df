using System.CommandLine;
using MlOps.Registry;

namespace MlOps.Tool.Commands.Models;

/// <summary>What is tagged or described: a model, or one of its versions.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Version">The version's number; null for the model itself.</param>
internal sealed record ModelsTarget(string Model, int? Version)
{
    /// <summary>The argument that names it.</summary>
    public static Argument<string> Argument() => new("NAME[@VERSION]") { Description = $"A model, or a version: {ModelReference.Expected}" };

    /// <summary>Finds it.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="text">What the user typed.</param>
    public static ModelsTarget Find(ModelRegistry registry, string text) => text.Contains('@', StringComparison.Ordinal)
        ? Of(registry.Find(ModelReference.Parse(text)))
        : new(registry.Show(text).Name, Version: null);

    /// <inheritdoc/>
    public override string ToString() => Version is null ? Model : FormattableString.Invariant($"{Model} version {Version}");

    private static ModelsTarget Of(ModelVersion version) => new(version.Model, version.Version);
}
