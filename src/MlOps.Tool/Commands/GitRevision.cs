using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using MlOps.Diagnostics;

namespace MlOps.Tool.Commands;

/// <summary>A file as another revision of its git repository holds it.</summary>
internal static class GitRevision
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path of the file in the work tree.</param>
    /// <param name="revision">A branch, a tag, a commit.</param>
    /// <returns>Its text; null when the revision has no such file.</returns>
    /// <exception cref="MlOpsException">MLOPS2011: no git, no repository, no such revision.</exception>
    public static string? ReadFile(string path, string revision)
    {
        var (folder, name) = (Path.GetDirectoryName(path)!, Path.GetFileName(path));
        if (revision.StartsWith('-'))
        {
            throw Unreadable(revision, "a revision does not begin with '-'");
        }

        if (Run(folder, revision, "rev-parse", "--git-dir").Exit != 0)
        {
            throw Unreadable(revision, "the pipeline is in no git repository");
        }

        var commit = Run(folder, revision, "rev-parse", "--verify", "--quiet", $"{revision}^{{commit}}");
        if (commit.Exit != 0)
        {
            throw Unreadable(revision, $"git does not know it here; a build server often fetches one commit only: git fetch origin {revision[(revision.IndexOf('/', StringComparison.Ordinal) + 1)..]}");
        }

        var listed = Run(folder, revision, "ls-tree", "--name-only", commit.Out.Trim(), "--", name);
        return listed.Out.Length == 0 ? null : Run(folder, revision, "show", $"{commit.Out.Trim()}:./{name}") is { Exit: 0 } shown
            ? shown.Out
            : throw Unreadable(revision, $"git cannot show {name}");
    }

    private static (int Exit, string Out) Run(string folder, string revision, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            using var git = Process.Start(start)!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var text = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return (git.ExitCode, text);
        }
        catch (Win32Exception)
        {
            throw Unreadable(revision, "git is not installed");
        }
    }

    private static MlOpsException Unreadable(string revision, string why) =>
        new(Rules.UnreadableRevision, new("--gates-from"), $"the revision '{revision}' cannot be read: {why}");
}
