using System.Text.Json;
using System.Text.Json.Serialization;
using MlOps.Diagnostics;

namespace MlOps.Running;

/// <summary>Writes an entry of the error catalogue as its code.</summary>
public sealed class RuleConverter : JsonConverter<Rule>
{
    /// <inheritdoc/>
    public override Rule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Rules.Find(reader.GetString() ?? "") ?? throw new JsonException("no rule of this code");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Rule value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
}
