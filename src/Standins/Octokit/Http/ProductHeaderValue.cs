namespace Octokit;

/// <summary>The program that asks, for the header User-Agent.</summary>
public class ProductHeaderValue(string name, string version)
{
    public string Name { get; } = name;

    public string Version { get; } = version;

    public override string ToString() => $"{Name}/{Version}";
}
