using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using MlOps.Registry;

namespace MlOps.Tool.Deploy;

/// <summary>A version that is to be deployed, and how.</summary>
/// <param name="Target">Where to.</param>
/// <param name="Version">The version.</param>
/// <param name="Package">The tool's package.</param>
/// <param name="Image">The image's name and tag; null for the model's name and version.</param>
/// <param name="Registry">The registry that the container asks for its model; null where the model is copied.</param>
internal sealed partial record Deployment(DeployTarget Target, ModelVersion Version, ToolPackage Package, string? Image, ServedRegistry? Registry)
{
    private const int LongestDnsName = 52; // Kubernetes adds to it for pods, at most 63 in all

    private static readonly string[] YamlWords = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

    /// <summary>The version's number as a text.</summary>
    public string Number => Version.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>True where the model's files are part of the image.</summary>
    public bool CopiesModel => Target.Model == ModelPlace.Image && Registry is null;

    /// <summary>What stands in the templates.</summary>
    public IReadOnlyDictionary<string, string> Values() => new Dictionary<string, string>
    {
        ["MODEL"] = Version.Model,
        ["DNS"] = DnsName(Version.Model),
        ["VERSION"] = Number,
        ["STAGE"] = Version.Stage.ToString(),
        ["HASH"] = Version.ContentHash,
        ["IMAGE"] = Image ?? $"{Version.Model}:{Number}",
        ["TOOL"] = Package.Version,
        ["RUNTIME"] = Environment.Version.ToString(3),
        ["PORT"] = Target.Port.ToString(CultureInfo.InvariantCulture),
        ["COPY_MODEL"] = CopiesModel ? "COPY model/ /srv/model/" : Registry is not null ? "# the model comes from the registry when the container starts" : "# the platform brings the model",
        ["ENV"] = string.Concat(Target.Variables.Select(variable => $" \\\n    {variable}")),
        ["CMD"] = string.Join(", ", Command().Select(word => $"\"{JsonEncodedText.Encode(word, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"")),
        ["TMP_SIZE"] = Registry is null ? "64Mi" : "4Gi",
        ["COMPOSE_SECRETS"] = Registry is null ? "" : "    env_file:\n      - path: registry.env   # the sign-in to the registry; never part of the image\n        required: false\n",
        ["KUBERNETES_SECRETS"] = Registry is null ? "" : $"          envFrom:\n            - secretRef:\n                name: {DnsName(Version.Model)}-registry   # the sign-in to the registry\n                optional: true\n",
        ["SECRETS"] = Registry is null ? "" : $"\nThe container asks the registry {Registry.Address} for {Registry.Reference}, and changes its version when the stage moves. Give it {string.Join(" or ", Registry.Variables)}.\n",
        ["PACKAGE_NOTE"] = Package.Files.Count > 0 ? "" : "\n**Before you build:** put the package `dotnet-mlops." + Package.Version + ".nupkg` into `packages/`, or leave it empty where NuGet's feed has that version. This mlops was not installed from a package, so none could be copied.\n",
        ["EGRESS"] = Registry is null ? "[]" : "\n    - {}",
        ["EGRESS_NOTE"] = Registry is null ? "" : " but its registry (any address; narrow this down to the registry's)",
    };

    /// <summary>The words behind the program's name, by which a container starts.</summary>
    public IReadOnlyList<string> Command()
    {
        if (!Target.HasOwnCommand)
        {
            return ["serve"];
        }

        string[] model = Registry is null ? [$"{Version.Model}=/srv/model"] : [$"{Version.Model}={Registry.Reference}", "--registry", Registry.Address, "--state", "/tmp/mlops"];
        return ["serve", .. model, "--listen", "0.0.0.0", "--port", Target.Port.ToString(CultureInfo.InvariantCulture), "--allow-anonymous", "--drain-delay", "5"];
    }

    // Kubernetes and the clouds take letters, digits and '-', with a letter first; in YAML some words are no texts
    private static string DnsName(string model)
    {
        var name = Others().Replace(model, "-").Trim('-');
        name = char.IsAsciiDigit(name[0]) || YamlWords.Contains(name) ? $"m-{name}" : name;
        return (name.Length <= LongestDnsName ? name : name[..LongestDnsName]).TrimEnd('-');
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Others();
}
