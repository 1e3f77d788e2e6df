namespace MlOps.EndToEnd.Tests.Packages;

/// <summary>The tests that share the packed product.</summary>
[CollectionDefinition(nameof(PackedProduct))]
public sealed class PackageTests : ICollectionFixture<PackedProduct>;
