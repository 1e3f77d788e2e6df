using System.Collections;
using System.Collections.Concurrent;
using Microsoft.Build.Framework;

namespace MlOps.MSBuild.Tests;

/// <summary>Stands for MSBuild: keeps what a task logs.</summary>
internal sealed class BuildLog : IBuildEngine
{
    private readonly ConcurrentQueue<BuildMessageEventArgs> _messages = [];
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<BuildErrorEventArgs> Errors { get; } = [];

    public ConcurrentQueue<BuildWarningEventArgs> Warnings { get; } = [];

    /// <summary>Completes when the tool has said <c>started</c> on standard error.</summary>
    public Task Started => _started.Task;

    public bool ContinueOnError => false;

    public int LineNumberOfTaskNode => 0;

    public int ColumnNumberOfTaskNode => 0;

    public string ProjectFileOfTaskNode => "app.csproj";

    public IEnumerable<string?> Messages(MessageImportance importance) => _messages.Where(message => message.Importance == importance).Select(message => message.Message);

    public BuildMessageEventArgs Message(string code) => _messages.Single(message => message.Code == code);

    public void LogErrorEvent(BuildErrorEventArgs e) => Errors.Enqueue(e);

    public void LogWarningEvent(BuildWarningEventArgs e) => Warnings.Enqueue(e);

    public void LogMessageEvent(BuildMessageEventArgs e)
    {
        _messages.Enqueue(e);
        if (e.Message == "started")
        {
            _ = _started.TrySetResult();
        }
    }

    public void LogCustomEvent(CustomBuildEventArgs e)
    {
    }

    public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) => throw new NotSupportedException();
}
