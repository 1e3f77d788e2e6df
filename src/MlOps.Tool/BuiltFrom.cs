namespace MlOps.Tool;

/// <summary>Where this build took the libraries that a feed may lack; its project file writes it beside the program.</summary>
internal static class BuiltFrom
{
    /// <summary>TorchSharp: <c>package</c>, or <c>system</c> for the stand-in over an installed libtorch.</summary>
    public static string TorchSharp => Read("MlOps.TorchFrom");

    /// <summary>ONNX Runtime: <c>package</c> or <c>npm</c>.</summary>
    public static string OnnxRuntime => Read("MlOps.OnnxRuntimeFrom");

    /// <summary>Octokit: <c>package</c> or <c>source</c>.</summary>
    public static string Octokit => Read("MlOps.OctokitFrom");

    /// <summary>True where the program brings its libtorch along.</summary>
    public static bool HasOwnLibtorch => TorchSharp == "package";

    private static string Read(string key) => AppContext.GetData(key) as string ?? "package";
}
