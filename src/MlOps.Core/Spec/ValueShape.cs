namespace MlOps.Spec;

/// <summary>What a key takes: the reader checks it, the schema and the documentation print it.</summary>
public abstract record ValueShape
{
    /// <summary>Any text.</summary>
    public sealed record Text : ValueShape;

    /// <summary>true or false.</summary>
    public sealed record Flag : ValueShape;

    /// <summary>A whole number.</summary>
    /// <param name="Min">Least value allowed.</param>
    /// <param name="Max">Greatest value allowed.</param>
    public sealed record Whole(long Min, long Max) : ValueShape;

    /// <summary>A number.</summary>
    /// <param name="Min">Least value allowed.</param>
    /// <param name="Max">Greatest value allowed.</param>
    public sealed record Number(double Min, double Max) : ValueShape;

    /// <summary>One of some words.</summary>
    /// <param name="Words">The words allowed.</param>
    public sealed record Choice(IReadOnlyList<string> Words) : ValueShape;

    /// <summary>A list; one value alone stands for a list of one.</summary>
    /// <param name="Item">What each item takes.</param>
    public sealed record List(ValueShape Item) : ValueShape;

    /// <summary>A mapping with known keys.</summary>
    /// <param name="Keys">The keys.</param>
    public sealed record Map(IReadOnlyList<KeyDeclaration> Keys) : ValueShape;

    /// <summary>A mapping whose keys are the user's own.</summary>
    /// <param name="Value">What each key takes.</param>
    public sealed record Table(ValueShape Value) : ValueShape;

    /// <summary>One of two forms.</summary>
    /// <param name="First">The short form.</param>
    /// <param name="Second">The long form.</param>
    public sealed record Either(ValueShape First, ValueShape Second) : ValueShape;
}
