using System.Net;
using Microsoft.Data.Sqlite;
using MlOps.Ui.Tests.Browsing;
using MlOps.Ui.Tests.Sample;

namespace MlOps.Ui.Tests;

public sealed class BusyRegistryTests
{
    [Fact]
    public async Task While_another_process_writes_pages_are_shown_and_changes_are_refused_for_now()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill, write: true);
        using var client = new RawClient(page);
        await client.SignInAsync();
        using var other = new SqliteConnection($"Data Source={Path.Combine(page.State.Registry, "registry.db")};Pooling=False");
        other.Open();
        using (var command = other.CreateCommand())
        {
            command.CommandText = "BEGIN IMMEDIATE";
            _ = command.ExecuteNonQuery();
        }

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/models/mail-spam")).StatusCode);
        var refused = await client.PostAsync("/models/mail-spam/edit", new() { ["action"] = "archive", ["version"] = "2", ["reason"] = "because" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Contains("MLOPS5001", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        other.Close();
        Assert.Equal(HttpStatusCode.SeeOther, (await client.PostAsync("/models/mail-spam/edit", new() { ["action"] = "archive", ["version"] = "2", ["reason"] = "because" })).StatusCode);
    }

    [Fact]
    public async Task A_damaged_registry_is_named_and_the_runs_are_still_shown()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        using var client = new RawClient(page);
        SqliteConnection.ClearAllPools();
        File.Delete(Path.Combine(page.State.Registry, "registry.db-wal"));
        await File.WriteAllBytesAsync(Path.Combine(page.State.Registry, "registry.db"), new byte[5000]);

        var answer = await client.GetAsync("/models");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("MLOPS5002", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/runs/{SampleState.First}")).StatusCode);
    }
}
