using MlOps.Diagnostics;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Steps.Command;

namespace MlOps.Tests.Spec;

/// <summary>Reads pipelines of the kinds that tests know.</summary>
internal static class Pipelines
{
    public static PipelineSpec? Read(
        string text,
        DiagnosticBag found,
        WriteStep? write = null,
        string folder = "/nowhere",
        string? profile = null,
        IReadOnlyDictionary<string, string>? set = null,
        IReadOnlyDictionary<string, string>? environment = null) => SpecReader.Read(
            new("pipeline.yml", folder, text, set ?? new Dictionary<string, string>(), profile, name => environment?.GetValueOrDefault(name)),
            Kinds(write),
            found);

    public static IReadOnlyList<Step> Kinds(WriteStep? write = null) => [write ?? new WriteStep(), new CommandStep()];
}
