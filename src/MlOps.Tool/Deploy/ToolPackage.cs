using System.Reflection;

namespace MlOps.Tool.Deploy;

/// <summary>The package that this program was installed from.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Files">Full paths of the package, and of the one for this kind of machine where it is apart; none where the program was not installed from a package.</param>
internal sealed record ToolPackage(string Version, IReadOnlyList<string> Files)
{
    private const string Id = "dotnet-mlops";
    private const int MostLevels = 5; // tools/net10.0/any, and what the store puts around it

    /// <summary>Looks for the package: NuGet keeps it beside what it unpacked.</summary>
    /// <param name="programFolder">Full path of the program's folder.</param>
    public static ToolPackage Find(string programFolder)
    {
        var folder = new DirectoryInfo(programFolder);
        for (var level = 0; level < MostLevels && folder is not null; level++, folder = folder.Parent)
        {
            var packages = folder.GetFiles($"{Id}*.nupkg");
            if (packages.Length > 0)
            {
                return new(folder.Name, [.. packages.Select(package => package.FullName).Order(StringComparer.Ordinal)]);
            }
        }

        var version = typeof(ToolPackage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        return new(version.Split('+')[0], []);
    }
}
