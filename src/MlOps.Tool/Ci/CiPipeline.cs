using MlOps.Diagnostics;
using MlOps.Planning;
using MlOps.Spec;

namespace MlOps.Tool.Ci;

/// <summary>What the files of a build server have to know of a pipeline.</summary>
/// <param name="File">The pipeline, relative to the repository's top.</param>
/// <param name="Steps">Its steps, in running order.</param>
internal sealed record CiPipeline(string File, IReadOnlyList<CiStep> Steps)
{
    /// <summary>The state folder, relative to the repository's top.</summary>
    public string State => Path.GetDirectoryName(File) is { Length: > 0 } folder ? $"{folder.Replace('\\', '/')}/.mlops" : ".mlops";

    /// <summary>The name of the model that it registers; null where it registers none.</summary>
    public string? Model { get; init; }

    /// <summary>The last step before the registry changes; null where nothing is registered, and the whole pipeline may run anywhere.</summary>
    public string? Judge => Steps.TakeWhile(step => !step.Registers).LastOrDefault() is { } last && Steps.Any(step => step.Registers) ? last.Name : null;

    /// <summary>Reads a pipeline.</summary>
    /// <param name="file">Its path, relative to the current folder.</param>
    /// <param name="tool">The process.</param>
    /// <exception cref="MlOpsException">MLOPS2002: it is not there, or not below the current folder. Else its first mistake.</exception>
    public static CiPipeline Read(string file, ToolContext tool)
    {
        var full = tool.FullPath(file);
        var shown = Path.GetRelativePath(tool.Folder, full).Replace('\\', '/');
        if (!System.IO.File.Exists(full) || shown.StartsWith("../", StringComparison.Ordinal))
        {
            throw new MlOpsException(Rules.MissingInput, new(shown), "there is no such file in this repository; write a pipeline with 'dotnet mlops init DATA', and stay at the repository's top");
        }

        // it becomes a part of scripts
        if (!shown.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-'))
        {
            throw new MlOpsException(Rules.MissingInput, new(shown), "the path has other signs than letters, digits and / . _ -, which not every build server takes; rename it");
        }

        var found = new DiagnosticBag();
        var source = new SpecSource(shown, Path.GetDirectoryName(full)!, System.IO.File.ReadAllText(full), new Dictionary<string, string>(), null, tool.Environment);
        var spec = SpecReader.Read(source, StepKinds.Create(StepKinds.NoRegistry), found);
        return spec is null || found.HasErrors
            ? throw new MlOpsException(found.InOrder.First(problem => problem.Rule.Severity == Severity.Error))
            : new(shown, [.. SpecChecker.Check(spec, new()).Select(check => new CiStep(check.Step.Name, check.Step.Kind.Kind == "register"))])
            {
                Model = spec.Steps.Select(step => step.Kind.Registers(step.Spec)).FirstOrDefault(model => model is not null),
            };
    }
}
