using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlOps.Registry.Packages;

/// <summary>The form of <c>package.json</c>: camelCase, every key needed.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, NewLine = "\n", RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PackageManifest))]
internal sealed partial class PackageJson : JsonSerializerContext;
