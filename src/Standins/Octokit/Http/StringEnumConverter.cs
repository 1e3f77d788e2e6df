using System.Text.Json;
using System.Text.Json.Serialization;

namespace Octokit.Internal;

/// <summary>Reads and writes a <see cref="StringEnum{TEnum}"/> as its word.</summary>
internal sealed class StringEnumConverter<TEnum> : JsonConverter<StringEnum<TEnum>>
    where TEnum : struct, Enum
{
    public override StringEnum<TEnum> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, StringEnum<TEnum> value, JsonSerializerOptions options) => writer.WriteStringValue(value.StringValue);
}
