using System.Reflection;
using System.Runtime.Loader;
using Octokit;
using Repository = MlOps.Testing.Repository;

namespace MlOps.GitHub.Tests.PublicApi;

/// <summary>The stand-in shows nothing that Octokit does not: what compiles against it compiles against the package.</summary>
public sealed class StandInTests
{
    [Fact]
    public void Every_public_member_of_the_stand_in_is_one_of_octokits()
    {
        var package = typeof(GitHubClient).Assembly;
        Assert.SkipWhen(package.GetType("Octokit.GistsClient") is null, "this build has no package to compare with");
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var standIn = new AssemblyLoadContext("stand-in").LoadFromAssemblyPath(Path.Combine(Repository.Top, "artifacts", "bin", "Octokit", configuration, "Octokit.dll"));

        var published = package.GetExportedTypes().ToDictionary(type => type.FullName!, Members);
        var unknown = standIn.GetExportedTypes().SelectMany(type => published.TryGetValue(type.FullName!, out var members) ? Members(type).Except(members) : [type.FullName!]);

        Assert.Empty(unknown);
    }

    // with what types inherit: a class of ours may stand lower than Octokit's
    private static HashSet<string> Members(Type type) =>
    [
        .. type.GetConstructors().Select(constructor => $"{type.FullName}({Parameters(constructor)})"),
        .. type.GetProperties().Select(property => $"{Name(property.PropertyType)} {type.FullName}.{property.Name}{(property.GetSetMethod() is null ? "" : " set")}"),
        .. type.GetMethods().Where(method => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)).Select(method => $"{Name(method.ReturnType)} {type.FullName}.{method.Name}({Parameters(method)})"),
        .. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"{type.FullName}.{field.Name}"),
    ];

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string Name(Type type) => type.IsGenericType ? $"{type.Name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
}
