using System.Text.Json;

namespace MlOps.Serving.Rows;

/// <summary>Reads the JSON of a body.</summary>
/// <param name="reader">At the first token; at the last one afterwards.</param>
/// <returns>What the body says.</returns>
internal delegate T JsonBody<T>(ref Utf8JsonReader reader);
