namespace MlOps.Tool.Tests.Ci;

/// <summary>The tests that share <see cref="CiChecks"/>, one after the other: each starts programs of its own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedCiChecks : ICollectionFixture<CiChecks>
{
    public const string Name = "checks of npm";
}
