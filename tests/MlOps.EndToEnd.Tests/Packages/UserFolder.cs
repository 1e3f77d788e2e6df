using MlOps.Testing;

namespace MlOps.EndToEnd.Tests.Packages;

/// <summary>A user's repository, with a path that is hard on careless programs. Removed at the end.</summary>
internal sealed class UserFolder : IDisposable
{
    private readonly PackedProduct _product;
    private readonly TemporaryFolder _folder = new();

    public UserFolder(PackedProduct product)
    {
        _product = product;
        _ = Write(".config/dotnet-tools.json", product.Manifest);
        _ = Write("nuget.config", $"""<configuration><packageSources><add key="packed" value="{product.Feed}" /></packageSources></configuration>""");
    }

    /// <summary>The folder's full path.</summary>
    public string Path => _folder.File("Müllers Grüße (1) & mehr");

    /// <summary>The full path of a file in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file that was not changed lately, and returns its full path.</summary>
    public string Write(string name, string text)
    {
        var file = _folder.Write(System.IO.Path.GetRelativePath(_folder.Path, File(name)), text);
        System.IO.File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-1));
        return file;
    }

    /// <summary>Writes a project of the SDK that takes MlOps.MSBuild.</summary>
    /// <param name="name">Folder and file name.</param>
    /// <param name="content">Properties and items.</param>
    /// <param name="references">More package references.</param>
    public void WriteProject(string name, string content, params string[] references) => Write($"{name}/{name}.csproj", $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <MlOpsPipeline>../pipeline.yml</MlOpsPipeline>
          </PropertyGroup>
          {content}
          <ItemGroup>
            <PackageReference Include="MlOps.MSBuild" Version="{PackedProduct.Version}" PrivateAssets="all" />
            {string.Concat(references.Select(reference => $"""<PackageReference Include="{reference}" Version="{PackedProduct.Version}" />"""))}
          </ItemGroup>
        </Project>
        """);

    /// <summary>Brings the trained pipeline with all that its runs have left.</summary>
    public void TakeTrained()
    {
        foreach (var file in Directory.EnumerateFiles(_product.Trained.Path, "*", SearchOption.AllDirectories))
        {
            var copy = File(System.IO.Path.GetRelativePath(_product.Trained.Path, file));
            _ = Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            System.IO.File.Copy(file, copy);
        }
    }

    /// <summary>How many runs the state folder knows.</summary>
    public int Runs => Directory.Exists(File(".mlops/runs")) ? Directory.GetDirectories(File(".mlops/runs")).Length : 0;

    /// <summary>Runs dotnet in the folder to its end.</summary>
    public async Task<Ended> DotnetAsync(params string[] arguments)
    {
        using var execution = Execution.Start(Path, "dotnet", arguments, _product.Environment);
        return await execution.EndAsync();
    }

    /// <summary>Runs dotnet in the folder to its end, which must be a good one.</summary>
    public async Task<Ended> SucceedAsync(params string[] arguments)
    {
        var ended = await DotnetAsync(arguments);
        Assert.True(ended.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}: {ended}");
        return ended;
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
