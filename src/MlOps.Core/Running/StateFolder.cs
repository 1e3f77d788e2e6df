namespace MlOps.Running;

/// <summary>The folder that holds what runs leave: <c>.mlops</c> beside the pipeline file.</summary>
/// <param name="Path">Its full path.</param>
public sealed record StateFolder(string Path)
{
    /// <summary>Outputs of steps.</summary>
    public string Cache => System.IO.Path.Combine(Path, "cache");

    /// <summary>A folder a run.</summary>
    public string Runs => System.IO.Path.Combine(Path, "runs");

    /// <summary>The reports of the last run, at a place that a build server can be told once; written on build servers only.</summary>
    public string Report => System.IO.Path.Combine(Path, "report");

    /// <summary>The model registry.</summary>
    public string Registry => System.IO.Path.Combine(Path, "registry");

    /// <summary>What was fetched from elsewhere.</summary>
    public string Remote => System.IO.Path.Combine(Path, "remote");

    /// <summary>The log of served requests, where no other folder is named.</summary>
    public string Requests => System.IO.Path.Combine(Path, "requests");

    /// <summary>What the arms of served models did.</summary>
    public string Traffic => System.IO.Path.Combine(Path, "traffic");

    /// <summary>Remembered hashes of input files.</summary>
    public string Hashes => System.IO.Path.Combine(Path, "hashes.json");

    /// <summary>Held by the run in progress.</summary>
    public string Lock => System.IO.Path.Combine(Path, "lock");

    /// <summary>The folder of a run.</summary>
    /// <param name="id">The run's id.</param>
    public string Run(string id) => System.IO.Path.Combine(Runs, id);

    /// <summary>Makes the folder, and keeps git from looking into it.</summary>
    public void Create()
    {
        _ = Directory.CreateDirectory(Path);
        var ignore = System.IO.Path.Combine(Path, ".gitignore");
        if (!File.Exists(ignore))
        {
            File.WriteAllText(ignore, "*\n");
        }
    }
}
