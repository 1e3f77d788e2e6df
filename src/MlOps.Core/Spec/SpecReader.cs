using MlOps.Diagnostics;
using MlOps.Drift;
using MlOps.Steps;

namespace MlOps.Spec;

/// <summary>Turns the text of pipeline.yml into a <see cref="PipelineSpec"/>.</summary>
public static class SpecReader
{
    private const string Whole = "the pipeline";

    /// <summary>Reads the whole file and reports all its mistakes at once.</summary>
    /// <param name="source">The text and what is laid over it.</param>
    /// <param name="kinds">The kinds of step the tool knows.</param>
    /// <param name="found">Receives the mistakes.</param>
    /// <returns>The spec; null when the text is no YAML. With errors in <paramref name="found"/> it holds what could be read.</returns>
    public static PipelineSpec? Read(SpecSource source, IReadOnlyList<Step> kinds, DiagnosticBag found)
    {
        if (YamlText.Read(source.File, source.Text, found) is not { } root)
        {
            return null;
        }

        root = Profiles.Apply(Variables.Fill(root, source, found), source, kinds, found);
        var map = new SpecMap(Whole, root, found);
        var (name, seed, report, registry, monitor) = ReadHead(map);
        map.RejectUnknownKeys();
        var steps = (root.Find("steps") as SpecMapping)?.Entries.Select(entry => StepReader.Read(entry, kinds, found)).OfType<PipelineStep>().ToList() ?? [];
        if (root.Find("steps") is SpecMapping { Entries.Count: 0 } empty)
        {
            found.Add(Rules.BadValue, empty.Location, "'steps' is empty; expected at least one step");
        }

        return new(source.File, source.Folder, name, seed, source.Profile, steps, report) { Registry = registry, Monitor = monitor };
    }

    /// <summary>The keys that a pipeline takes at its top.</summary>
    /// <param name="step">What a step takes.</param>
    internal static IReadOnlyList<KeyDeclaration> Declare(ValueShape step)
    {
        var map = new SpecMap(Whole, null, new DiagnosticBag());
        _ = ReadHead(map);
        return [.. map.Keys.Select(key => key.Key == "steps" ? key with { Shape = new ValueShape.Table(step) } : key)];
    }

    private static (string Name, int Seed, ReportSpec Report, RegistrySpec? Registry, MonitorSpec? Monitor) ReadHead(SpecMap map)
    {
        var name = map.Text("name", "The pipeline's name, shown in reports");
        var seed = map.Whole("seed", 0, int.MaxValue, otherwise: 1, "All chance of the run is drawn from it");
        _ = map.Table("params", "Values that ${{ params.name }} stands for; --set name=value overrides one");
        map.Mapping("steps", "The steps by name", required: true);
        map.Mapping("profiles", "Named overlays: keys of steps, laid over every step that takes them by --profile NAME", required: false);
        return (name, seed, map.Map("report", "What is written beside the run's own folder", ReportSpec.Read), RegistrySpec.Read(map), MonitorSpec.Read(map));
    }
}
