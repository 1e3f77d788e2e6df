using System.Runtime.Serialization;
using System.Runtime.Serialization.Json;
using System.Text;

namespace MlOps.MSBuild;

/// <summary>What the tool prints with <c>--output json</c>, as far as a build wants to know.</summary>
[DataContract]
internal sealed class ToolDocument
{
    /// <summary>The findings, in the order in which a person reads them; null in another program's document.</summary>
    [DataMember(Name = "diagnostics")]
    public ToolDiagnostic[]? Diagnostics { get; private set; }

    /// <summary>Path of the report for people, relative to the folder that the tool ran in; null when nothing ran.</summary>
    [DataMember(Name = "report")]
    public string? Report { get; private set; }

    /// <summary>Full paths of the files and folders that the tool read; null when files do not tell whether it must be asked again.</summary>
    [DataMember(Name = "inputs")]
    public string[]? Inputs { get; private set; }

    /// <summary>Full paths of the files that change with the registry, by the tool itself too; null when there are none.</summary>
    [DataMember(Name = "registryFiles")]
    public string[]? RegistryFiles { get; private set; }

    /// <summary>Reads a document.</summary>
    /// <param name="text">All of standard output.</param>
    /// <returns>Null when it is no document of the tool's.</returns>
    public static ToolDocument? Read(string text)
    {
        if (!text.StartsWith("{", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
            return (ToolDocument?)new DataContractJsonSerializer(typeof(ToolDocument)).ReadObject(stream);
        }
        catch (SerializationException)
        {
            return null; // cut off, or another program's
        }
    }
}
