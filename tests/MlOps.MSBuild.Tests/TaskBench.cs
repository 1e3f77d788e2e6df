using MlOps.Testing;

namespace MlOps.MSBuild.Tests;

/// <summary>Runs the task with a shell script for the tool, in a folder of its own.</summary>
internal sealed class TaskBench : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TaskBench() => Assert.SkipUnless(OperatingSystem.IsLinux(), "the test's tool is a shell script");

    public string Folder => _folder.Path;

    public BuildLog Log { get; } = new();

    public string File(string name) => _folder.File(name);

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>A task whose tool is this script.</summary>
    public MlOpsRun Task(string script)
    {
        var tool = Write("the tool/dotnet-mlops", $"#!/bin/sh\n{script}\n");
        if (OperatingSystem.IsLinux())
        {
            System.IO.File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new() { BuildEngine = Log, Tool = tool, Folder = Folder, Pipeline = "pipeline.yml", InputsFile = File("obj/run.inputs") };
    }

    /// <summary>Runs a tool that prints this and ends so.</summary>
    public bool Run(string output, int exitCode, string error = "") =>
        Task($"cat '{Write("output", output)}'; cat '{Write("error", error)}' >&2; exit {exitCode}").Execute();

    public void Dispose() => _folder.Dispose();
}
