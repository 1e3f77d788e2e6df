namespace MlOps.Spec;

/// <summary>A key that may stand in a mapping of pipeline.yml.</summary>
/// <param name="Key">The key as the file spells it.</param>
/// <param name="About">What it does, in one sentence without a full stop.</param>
/// <param name="Shape">What it takes.</param>
/// <param name="Required">True when the mapping cannot do without it.</param>
/// <param name="Otherwise">The value when the key is absent, as the file would spell it; null when there is none.</param>
public sealed record KeyDeclaration(string Key, string About, ValueShape Shape, bool Required, string? Otherwise);
