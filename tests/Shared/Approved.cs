namespace MlOps.Testing;

/// <summary>Compares text with a file kept in git; MLOPS_APPROVE=1 writes the file instead.</summary>
internal static class Approved
{
    public static void Equal(string file, string actual)
    {
        if (Environment.GetEnvironmentVariable("MLOPS_APPROVE") == "1")
        {
            File.WriteAllText(file, actual);
            return;
        }

        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : $"(no file {file})", actual);
    }
}
