using MlOps.Diagnostics;

namespace MlOps.Spec;

/// <summary>A value of pipeline.yml.</summary>
/// <param name="Location">Where it starts.</param>
public abstract record SpecNode(Location Location);

/// <summary>A single value.</summary>
/// <param name="Location"><inheritdoc cref="SpecNode" path="/param[@name='Location']"/></param>
/// <param name="Value">The text, with its variables filled in.</param>
/// <param name="Shown">The text as it may be printed: as the file writes it where it holds a <c>${{ env.NAME }}</c>.</param>
/// <param name="IsNull">True for an empty plain value, <c>~</c> and <c>null</c>.</param>
public sealed record SpecScalar(Location Location, string Value, string Shown, bool IsNull) : SpecNode(Location)
{
    /// <summary>The value and its place.</summary>
    public SpecText Text => new(Value, Location) { Shown = Shown };
}

/// <summary>A sequence of values.</summary>
/// <param name="Location"><inheritdoc cref="SpecNode" path="/param[@name='Location']"/></param>
/// <param name="Items">The values in order.</param>
public sealed record SpecSequence(Location Location, IReadOnlyList<SpecNode> Items) : SpecNode(Location);

/// <summary>Keys with values.</summary>
/// <param name="Location"><inheritdoc cref="SpecNode" path="/param[@name='Location']"/></param>
/// <param name="Entries">The entries in the order of the file; no key stands twice.</param>
public sealed record SpecMapping(Location Location, IReadOnlyList<SpecEntry> Entries) : SpecNode(Location)
{
    /// <summary>The value of a key; null when the key is absent.</summary>
    /// <param name="key">The key as the file spells it.</param>
    public SpecNode? Find(string key) => Entries.FirstOrDefault(entry => entry.Key.Value == key)?.Value;
}

/// <summary>One key of a mapping with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">Its value.</param>
public sealed record SpecEntry(SpecScalar Key, SpecNode Value);
