namespace MlOps.EndToEnd.Tests;

/// <summary>What the registry of a folder holds of the model <c>messages</c>.</summary>
internal static class RegisteredModel
{
    /// <summary>Bytes of the only version's model file.</summary>
    /// <param name="state">Full path of the state folder.</param>
    public static byte[] OnlyVersion(string state)
    {
        var version = Assert.Single(Directory.GetDirectories(Path.Combine(state, "registry", "models", "messages")));
        return File.ReadAllBytes(Path.Combine(version, "model.onnx"));
    }
}
