namespace MlOps.Tool.Ci;

/// <summary>A file that <c>ci init</c> writes.</summary>
/// <param name="Resource">Its template, embedded in the tool.</param>
/// <param name="Target">Where it goes, relative to the repository's top.</param>
internal sealed record CiTemplate(string Resource, string Target)
{
    /// <summary>The files for each build server.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<CiTemplate>> BySystem = new Dictionary<string, IReadOnlyList<CiTemplate>>(StringComparer.Ordinal)
    {
        ["github"] = [new("github-model.yml", ".github/workflows/model.yml"), new("github-report.yml", ".github/workflows/report.yml")],
        ["jenkins"] = [new("Jenkinsfile", "Jenkinsfile")],
        ["github-monitor"] = [new("github-monitor.yml", ".github/workflows/monitor.yml")],
        ["jenkins-monitor"] = [new("Jenkinsfile.monitor", "Jenkinsfile.monitor")],
        ["gitlab"] = [new("gitlab-ci.yml", ".gitlab-ci.yml")],
        ["azure"] = [new("azure-pipelines.yml", "azure-pipelines.yml")],
    };

    /// <summary>Fills the template in.</summary>
    /// <param name="pipeline">What the files are to run.</param>
    public string Write(CiPipeline pipeline)
    {
        using var reader = new StreamReader(typeof(CiTemplate).Assembly.GetManifestResourceStream($"ci/{Resource}")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n")
            .Replace("__MODEL__", pipeline.Model ?? "MODEL", StringComparison.Ordinal)
            .Replace("__PIPELINE__", pipeline.File, StringComparison.Ordinal)
            .Replace("__STATE__", pipeline.State, StringComparison.Ordinal)
            .Replace(" __UNTIL_JUDGED__", pipeline.Judge is null ? "" : $" --until {pipeline.Judge}", StringComparison.Ordinal)
            .Replace("__STAGES__\n", string.Concat(pipeline.Steps.Select(step => Stage(step, pipeline))), StringComparison.Ordinal);
    }

    // what changes the registry is for the main branch alone
    private static string Stage(CiStep step, CiPipeline pipeline)
    {
        var when = step.Registers ? "            when { branch 'main' }\n" : "";
        return $$"""
                    stage('{{step.Name}}') {
            {{when}}            steps {
                            sh 'dotnet mlops run "$PIPELINE" --until {{step.Name}}'
                        }
                    }

            """.ReplaceLineEndings("\n");
    }
}
