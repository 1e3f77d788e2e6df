using MlOps.Testing;

namespace MlOps.EndToEnd.Tests;

/// <summary>A user's folder: pipeline.yml, 240 short messages and the small base model. Removed at the end.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly InstalledTool _tool;
    private readonly TemporaryFolder _folder = new();

    /// <param name="tool">The installed tool.</param>
    /// <param name="gate">The one gate of the pipeline.</param>
    public Workspace(InstalledTool tool, string gate = "accuracy >= 0.5")
    {
        _tool = tool;
        _ = Write("messages.jsonl", MessageRows.Jsonl(240, seed: 1));
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Top, "examples", "bert-pico")))
        {
            var copy = File("base/" + System.IO.Path.GetFileName(file));
            _ = Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            System.IO.File.Copy(file, copy);
        }

        _ = Write("pipeline.yml", $"""
            name: messages
            seed: 3
            steps:
              prepare:
                uses: preprocess
                data: messages.jsonl
                text: text
                label: label
                clean: [collapse-whitespace]
                drop: [empty, duplicates]
                split: {"{ train: 70, validation: 15, test: 15, stratify: true }"}
              train:
                uses: fine-tune
                needs: prepare
                base: base
                task: text-classification
                epochs: 1
                batch-size: 16
                max-tokens: 32
                learning-rate: 5.0e-4
              judge:
                uses: evaluate
                needs: [prepare, train]
                metrics: [accuracy, f1]
                slices: [source]
                gates:
                  - {gate}
              publish:
                uses: register
                needs: judge
                model: messages
                stage: Production
            """);

        // a file that was written just now is looked at twice
        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
        {
            System.IO.File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-1));
        }
    }

    /// <summary>The folder's full path.</summary>
    public string Path => _folder.Path;

    /// <summary>The full path of a file in the folder.</summary>
    public string File(string name) => _folder.File(name);

    /// <summary>Writes a file below the folder and returns its full path.</summary>
    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Replaces a text of pipeline.yml, which must stand there.</summary>
    public void Edit(string old, string with)
    {
        var text = System.IO.File.ReadAllText(File("pipeline.yml"));
        Assert.Contains(old, text, StringComparison.Ordinal);
        _ = Write("pipeline.yml", text.Replace(old, with, StringComparison.Ordinal));
    }

    /// <summary>Runs the tool in the folder to its end.</summary>
    public Task<Ended> MlOpsAsync(params string[] arguments) => MlOpsAsync(new Dictionary<string, string>(), arguments);

    /// <summary>Runs the tool in the folder to its end, with variables added to its environment.</summary>
    public async Task<Ended> MlOpsAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var execution = Start(environment, arguments);
        return await execution.EndAsync();
    }

    /// <summary>Starts the tool in the folder.</summary>
    public Execution Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private Execution Start(IReadOnlyDictionary<string, string> environment, string[] arguments) =>
        Execution.Start(Path, _tool.Command, arguments, environment);
}
