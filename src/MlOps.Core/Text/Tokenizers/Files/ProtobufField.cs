namespace MlOps.Text.Tokenizers.Files;

/// <summary>A field of a Protocol Buffers message.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Value">Its value where it is a number: as it stands, not interpreted.</param>
/// <param name="Bytes">Its value where it is a text, bytes or a message.</param>
internal readonly record struct ProtobufField(int Number, ulong Value, ReadOnlyMemory<byte> Bytes);
