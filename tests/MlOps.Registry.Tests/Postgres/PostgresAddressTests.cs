using MlOps.Diagnostics;
using MlOps.Registry.Postgres;
using MlOps.Spec;

namespace MlOps.Registry.Tests.Postgres;

public sealed class PostgresAddressTests
{
    [Theory]
    [InlineData("postgres://ada@db.example.org/models", "postgres://db.example.org/models")]
    [InlineData("postgresql://db:6432/models?sslmode=verify-full", "postgres://db:6432/models")]
    [InlineData("postgres:///models", "postgres://localhost/models")]
    [InlineData("postgres:///models?host=/run/postgresql", "postgres:///run/postgresql/models")]
    public void An_address_is_shown_without_user_and_query(string text, string shown) => Assert.Equal(shown, PostgresAddress.Parse(text, _ => null).ToString());

    [Theory]
    [InlineData("postgres://ada:TOPSECRET@db/models", "holds a password")]
    [InlineData("postgres://db", "names no database")]
    [InlineData("postgres://db/models?password=TOPSECRET", "has 'password' in its query")]
    [InlineData("postgres://db/models?sslmode=often", "has 'sslmode' in its query")]
    [InlineData("postgres://ada:TOPSECRET@:/models", "is no address")]
    public void A_bad_address_is_refused_without_its_secrets(string text, string why)
    {
        var failure = Assert.Throws<MlOpsException>(() => PostgresAddress.Parse(text, _ => null)).Diagnostic;
        Assert.Equal(Rules.BadRegistryAddress, failure.Rule);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("TOPSECRET", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_password_comes_from_the_environment_and_is_not_shown()
    {
        var address = PostgresAddress.Parse("postgres://db/models", name => name == "PGPASSWORD" ? "TOPSECRET" : null);
        Assert.Contains("TOPSECRET", address.ConnectionString, StringComparison.Ordinal);
        Assert.DoesNotContain("TOPSECRET", $"{address}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres://db/models?artifacts=s3://bucket/prefix", "postgres://db/models", "s3://bucket/prefix")]
    [InlineData("postgres://db/models?sslmode=require&artifacts=/mnt/models", "postgres://db/models?sslmode=require", "/mnt/models")]
    public void The_command_line_gives_the_place_of_the_files_too(string text, string address, string artifacts)
    {
        var spec = PostgresSpec.Parse(new(text, Location.None))!;
        Assert.Equal((address, artifacts), (spec.Address.Value, spec.Artifacts.Value));
    }

    [Theory]
    [InlineData("postgres://db/models")]
    [InlineData("postgres://db/models?artifacts=")]
    [InlineData("postgres://ada:TOPSECRET@db/models?artifacts=a")]
    [InlineData("models")]
    public void Without_it_or_with_a_password_it_is_no_registry(string text) => Assert.Null(PostgresSpec.Parse(new(text, Location.None)));
}
