using MlOps.Testing;

namespace MlOps.Registry.Tests.Postgres;

/// <summary>One server for all tests that need no more than a database.</summary>
[CollectionDefinition(Name)]
public sealed class OnePostgres : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
