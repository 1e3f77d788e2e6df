using MlOps.Metrics.Gates;
using MlOps.Models;
using MlOps.Spec;

namespace MlOps.Registry.Register;

/// <summary>The <c>quantize</c> of a register step: a variant that is registered beside the model, where it holds its gates.</summary>
/// <param name="To">The variant.</param>
/// <param name="Gates">The gates that it must hold; null for those of the evaluate step.</param>
public sealed record QuantizeSpec(ModelVariant To, IReadOnlyList<GateExpression>? Gates)
{
    private const string Key = "quantize";
    private const string ToKey = "to";

    private static readonly string Int8 = Kebab.Of(ModelVariant.Int8);

    /// <summary>Reads the key <c>quantize</c>.</summary>
    /// <param name="map">The step's mapping.</param>
    /// <returns>Null when the key is absent.</returns>
    public static QuantizeSpec? Read(SpecMap map) => map.Either(
        Key,
        "A smaller and faster variant, kept beside the model where it holds the gates of the evaluate step on the same test rows: int8, or a mapping with gates of its own",
        word =>
        {
            if (word != Int8)
            {
                map.Reject(Key, word, Int8);
            }

            return new QuantizeSpec(ModelVariant.Int8, null);
        },
        inner =>
        {
            _ = inner.Word(ToKey, [Int8], Int8, "The variant");
            var gates = GateList.Read(inner, "gates", "The gates that the variant must hold instead of those of the evaluate step");
            return new QuantizeSpec(ModelVariant.Int8, gates.Count > 0 ? gates : null);
        });
}
