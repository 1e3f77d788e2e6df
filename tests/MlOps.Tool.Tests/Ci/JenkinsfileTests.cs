using System.Text.RegularExpressions;
using System.Xml.Linq;
using MlOps.Testing;

namespace MlOps.Tool.Tests.Ci;

/// <summary>
/// The <c>sh</c> steps of this repository's Jenkinsfile, in order and with Jenkins' variables set; <see cref="CiInitTests"/> reads its Groovy.
/// No Jenkins is run: what it makes of stages, triggers and plugins is not seen here.
/// </summary>
[Collection(SharedCiChecks.Name)]
public sealed partial class JenkinsfileTests : IDisposable
{
    // the names of the steps in this repository's pipeline.yml, with programs in place of the training
    private const string Pipeline = """
        name: demo
        steps:
          prepare: { uses: command, run: [sh, -c, 'echo 1 > "$MLOPS_OUTPUT/a"'], outputs: a }
          train: { uses: command, needs: prepare, run: [sh, -c, 'echo 2 > "$MLOPS_OUTPUT/b"'], outputs: b }
          judge: { uses: command, needs: train, run: [sh, -c, 'echo 3 > "$MLOPS_OUTPUT/c"'], outputs: c }
          publish: { uses: command, needs: judge, run: [sh, -c, 'echo 4 > "$MLOPS_OUTPUT/d"'], outputs: d }

        """;

    private static readonly string _text = File.ReadAllText(Path.Combine(Repository.Top, "Jenkinsfile"));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Its_stages_run_the_steps_of_the_pipeline()
    {
        var pipeline = File.ReadAllText(Path.Combine(Repository.Top, "pipeline.yml"));
        var until = JenkinsScript.Stages(_text).SelectMany(stage => stage.Commands).Select(command => Until().Match(command)).Where(match => match.Success).Select(match => match.Groups[1].Value);

        Assert.Equal(["prepare", "train", "judge"], until);
        Assert.All(until, step => Assert.Contains($"\n  {step}:\n", pipeline, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_shell_steps_run_in_order_and_leave_what_the_plugins_look_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the steps are shell scripts");
        var environment = Prepare();

        foreach (var stage in JenkinsScript.Stages(_text))
        {
            foreach (var command in stage.Commands)
            {
                var ended = await CiChecks.RunAsync(_folder.File("work"), "sh", ["-xe", "-c", command], environment);
                Assert.True(ended.ExitCode == 0, $"{stage.Name}: {command}\n{ended.Out}{ended.Error}");
                Assert.DoesNotContain("::", ended.Out, StringComparison.Ordinal);
            }
        }

        Assert.Equal(5, JenkinsScript.Stages(_text).Count);
        var report = _folder.File("work/.mlops/report");
        Assert.Equal(["prepare", "train", "judge", "publish"], XDocument.Load(Path.Combine(report, "junit.xml")).Descendants("testcase").Select(test => test.Attribute("name")!.Value));
        Assert.True(File.Exists(Path.Combine(report, "report.html")));
        Assert.All(Patterns().Matches(_text).Select(match => match.Groups[1].Value), path => Assert.True(Path.Exists(_folder.File($"work/{path}")), path));
    }

    private Dictionary<string, string> Prepare()
    {
        _ = _folder.Write("work/pipeline.yml", Pipeline);
        var programs = (string[])[_folder.Write("bin/dotnet-mlops", $"#!/bin/sh\nexec dotnet '{typeof(Program).Assembly.Location}' \"$@\"\n"), _folder.Write("work/build.sh", "#!/bin/sh\n")];
        foreach (var program in programs)
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }
        }

        return new()
        {
            ["PATH"] = $"{_folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
            ["PROFILE"] = "",
            ["CI"] = "true",
            ["JENKINS_URL"] = "https://jenkins.example/",
            ["BUILD_URL"] = "https://jenkins.example/job/mail-spam/7/",
            ["BUILD_TAG"] = "jenkins-mail-spam-7",
            ["BRANCH_NAME"] = "main",
            ["GIT_URL"] = "https://github.com/octo-org/mail-spam.git",
            ["GIT_COMMIT"] = "ffac537e6cbbf934b08745a378932722df287a53",
            ["WORKSPACE"] = _folder.File("work"),
        };
    }

    [GeneratedRegex(@"--until (\w+)")]
    private static partial Regex Until();

    // what junit, archiveArtifacts and publishHTML look for, without its wildcards
    [GeneratedRegex(@"(\.mlops/\w+(?:/[\w.]+)?)")]
    private static partial Regex Patterns();
}
