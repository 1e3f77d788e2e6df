using System.Text.Json;
using MlOps.Metrics;
using MlOps.Registry;
using MlOps.Registry.Tests;

namespace MlOps.Tool.Tests.Models;

/// <summary><c>dotnet mlops models</c> as a person and a program use it.</summary>
public sealed class ModelsCommandTests : IDisposable
{
    private readonly ToolBench _bench = new();

    public ModelsCommandTests()
    {
        Register("one", 0.96, Stage.Production);
        Register("two", 0.98, Stage.None);
        Register("three", 0.90, Stage.None, met: false);
    }

    private LocalRegistry Registry => new(Path.Combine(_bench.Folder, ".mlops", "registry"), TimeProvider.System);

    private RegisteredModel Model => Registry.Show("mail-spam");

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("models")]
    [InlineData("models", "list")]
    public async Task Models_are_listed(params string[] line) =>
        Assert.Equal("model      versions  Production  Staging\nmail-spam  3         1           -\n", (await Passed(line)).Out);

    [Fact]
    public async Task The_best_versions_by_a_metric_are_shown_best_first()
    {
        var lines = (await Passed("models", "best", "mail-spam", "--by", "accuracy", "--top", "2")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["version", "2", "1"], lines.Select(line => line.Split(' ')[0]));

        var document = await Json("models", "best", "mail-spam", "--by", "accuracy", "--top", "3");
        Assert.Equal([0.98, 0.96, 0.9], document.GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("value").GetDouble()));
        Assert.True(document.GetProperty("sameData").GetBoolean());
    }

    [Theory]
    [InlineData("accuraci", "unknown metric 'accuraci'; did you mean 'accuracy'?")]
    [InlineData("f1", "no version of model 'mail-spam' has a value of 'f1'; recorded are accuracy")]
    public async Task A_metric_that_nobody_measured_is_said_to_be_so(string metric, string why)
    {
        var ended = await _bench.Run("models", "best", "mail-spam", "--by", metric);

        Assert.NotEqual(0, ended.ExitCode);
        Assert.Contains(why, ended.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_promotion_shows_the_gates_that_let_it_through()
    {
        var ended = await Passed("models", "promote", "mail-spam@best(accuracy)", "Production", "--reason", "better");

        Assert.Equal("met: accuracy is 0.98\nmail-spam version 2 is now in Production; version 1 was archived\n", ended.Out);
        Assert.Equal("better", Model.History[^1].Change.Reason);
    }

    [Fact]
    public async Task A_gate_that_is_not_met_ends_with_1_and_moves_nothing_unless_it_is_forced_with_a_reason()
    {
        var refused = await _bench.Run("models", "promote", "mail-spam@3");
        Assert.Equal(1, refused.ExitCode);
        Assert.Equal(
            "not met: accuracy is 0.9; gate 'accuracy >= 0.95' is not met\nmail-spam version 3 stays in None: a gate is not met; to overrule it: --force --reason \"...\"\n",
            refused.Out);

        var unreasoned = await _bench.Run("models", "promote", "mail-spam@3", "--force");
        Assert.Equal(2, unreasoned.ExitCode);
        Assert.Equal(1, Model.Production!.Version);

        _ = await Passed("models", "promote", "mail-spam@3", "--force", "--reason", "the others fail on Mondays");
        Assert.Equal(3, Model.Production!.Version);
        Assert.Equal("the others fail on Mondays", Model.History[^1].Change.Reason);
        Assert.StartsWith("forced; ", Model.History[^1].Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rollback_brings_back_what_was_there()
    {
        _ = await Passed("models", "promote", "mail-spam@2");

        Assert.Equal("mail-spam version 1 is now in Production; version 2 was archived\n", (await Passed("models", "rollback", "mail-spam", "--reason", "spam gets in")).Out);
    }

    [Fact]
    public async Task An_alias_is_set_used_everywhere_and_removed()
    {
        _ = await Passed("models", "alias", "set", "mail-spam@2", "champion");
        Assert.Equal(2, (await Json("models", "show", "mail-spam@champion")).GetProperty("version").GetInt32());
        _ = await Passed("models", "download", "mail-spam@champion", "--to", "out");
        Assert.True(File.Exists(Path.Combine(_bench.Folder, "out", "model.onnx")));

        Assert.Equal(3, (await _bench.Run("models", "alias", "set", "mail-spam@2", "v2")).ExitCode);
        _ = await Passed("models", "alias", "remove", "mail-spam", "champion");
        Assert.Empty(Model.Aliases);
    }

    [Fact]
    public async Task Tags_and_descriptions_are_set_shown_and_removed()
    {
        _ = await Passed("models", "tag", "mail-spam@2", "team=mail", "phase=trial=1");
        Assert.Equal("tag    value\nphase  trial=1\n", (await Passed("models", "tag", "mail-spam@2", "--remove", "team")).Out);
        _ = await Passed("models", "describe", "mail-spam", "Sorts mail.");

        Assert.Equal(("Sorts mail.", "trial=1"), (Model.Description, Model.Find(2)!.Tags["phase"]));
        Assert.Equal(3, (await _bench.Run("models", "tag", "mail-spam@2", "good=1", "bad")).ExitCode);
        Assert.False(Model.Find(2)!.Tags.ContainsKey("good")); // all are read before the first is set
    }

    [Fact]
    public async Task A_file_is_attached_and_brought_back()
    {
        _ = _bench.Write("notes.txt", "looked at");

        _ = await Passed("models", "attach", "mail-spam@2", "notes.txt");
        _ = await Passed("models", "download", "mail-spam@2", "--attachment", "notes.txt", "--to", "again.txt");

        Assert.Equal("looked at", _bench.Read("again.txt"));
        Assert.Equal(2, (await _bench.Run("models", "attach", "mail-spam@2", "absent.txt")).ExitCode);
    }

    [Fact]
    public async Task A_version_waits_for_another_person_than_the_one_who_registered_it()
    {
        var candidate = Candidates.Make(Path.Combine(_bench.Folder, "candidates", "four"), "four");
        _ = Registry.Register(candidate with { Approvals = 1 }, CancellationToken.None);

        Assert.Contains("mail-spam  4        1 approval more for Production, asked for by ada", (await Passed("models", "waiting")).Out, StringComparison.Ordinal);
        (_bench.Environment["GITHUB_ACTIONS"], _bench.Environment["GITHUB_ACTOR"]) = ("true", "ada");
        Assert.Contains("another person must approve it", (await _bench.Run("models", "approve", "mail-spam@4", "--reason", "mine")).Out, StringComparison.Ordinal);
        Assert.Equal(2, (await _bench.Run("models", "approve", "mail-spam@4")).ExitCode); // why is needed

        _bench.Environment["GITHUB_ACTOR"] = "bob";
        Assert.Equal("mail-spam version 4 is now in Production; version 1 was archived\n", (await Passed("models", "approve", "mail-spam@4", "--reason", "looked at its errors")).Out);
        Assert.Equal("no version waits\n", (await Passed("models", "waiting")).Out);
    }

    [Fact]
    public async Task A_version_is_archived_and_deleted_and_the_history_keeps_it()
    {
        Assert.Equal(3, (await _bench.Run("models", "delete", "mail-spam@1")).ExitCode);

        _ = await Passed("models", "archive", "mail-spam@1", "--reason", "old");
        _ = await Passed("models", "delete", "mail-spam@1", "--reason", "room");

        Assert.Equal([2, 3], (await Json("models", "versions", "mail-spam")).GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("version").GetInt32()));
        var history = (await Json("models", "history", "mail-spam")).GetProperty("history").EnumerateArray().ToList();
        Assert.Equal(("deleted", "room"), (history[^1].GetProperty("action").GetString(), history[^1].GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task A_version_is_carried_to_another_registry_in_one_file()
    {
        var exported = await Json("models", "export", "mail-spam@2", "--to", "mail.zip");
        var hash = exported.GetProperty("sha256").GetString()!;

        Assert.Equal("mail.zip is now mail-spam version 1, in None\n", (await Passed("models", "import", "mail.zip", "--sha256", hash, "--registry", "elsewhere")).Out);
        Assert.Equal("mail.zip was already mail-spam version 1, in None\n", (await Passed("models", "import", "mail.zip", "--registry", "elsewhere")).Out);

        var refused = await _bench.Run("models", "import", "mail.zip", "--sha256", new string('0', 64), "--registry", "elsewhere", "--as", "other", "--output", "json");
        Assert.Equal(3, refused.ExitCode);
        Assert.Equal("MLOPS5019", JsonDocument.Parse(refused.Out).RootElement.GetProperty("diagnostics")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Verify_passes_what_was_written_and_names_what_was_not()
    {
        var head = Model.Head.Hash;
        Assert.Equal($"mail-spam: 3 versions, 4 lines of history, all as written; head {head}\n", (await Passed("models", "verify", "mail-spam", "--head", head)).Out);

        var file = Path.Combine(Model.Find(2)!.Folder, "lineage.json");
        File.SetAttributes(file, FileAttributes.Normal);
        File.AppendAllText(file, " ");

        var ended = await _bench.Run("models", "verify");
        Assert.Equal((3, "mlops: error MLOPS5020: mail-spam: the files of version 2 are not those that were registered\n"), (ended.ExitCode, ended.Out));
    }

    [Fact]
    public async Task Gc_lists_and_removes_what_nobody_names()
    {
        var left = _bench.Write(".mlops/registry/models/mail-spam/9/model.onnx", "half");

        Assert.Contains("would be removed: 1 thing, 4 B", (await Passed("models", "gc", "--dry-run")).Out, StringComparison.Ordinal);
        Assert.True(File.Exists(left));
        Assert.Contains("removed: 1 thing, 4 B", (await Passed("models", "gc")).Out, StringComparison.Ordinal);
        Assert.False(File.Exists(left));
        Assert.Equal("there is nothing to remove\n", (await Passed("models", "gc")).Out);
    }

    [Fact]
    public async Task Recorded_metrics_of_a_version_are_judged_by_gates_of_the_command_line()
    {
        var met = await _bench.Run("gate", "mail-spam@best(accuracy)", "--baseline", "mail-spam@Production", "--gate", "accuracy >= champion.accuracy + 1 %");
        var notMet = await _bench.Run("gate", "mail-spam@latest", "--baseline", "mail-spam@Production", "--gate", "accuracy >= champion.accuracy");

        Assert.True(met.ExitCode == 0, met.Out);
        Assert.Equal(1, notMet.ExitCode);
        Assert.Contains("accuracy is 0.9, champion.accuracy is 0.96 on 605 rows", notMet.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_wrote_steers_neither_a_terminal_nor_a_table()
    {
        _ = await Passed("models", "describe", "mail-spam", "a\nb\u001b[31m");
        _ = await Passed("models", "archive", "mail-spam@3", "--reason", "one\n::error::two");

        var text = (await Passed("models", "show", "mail-spam")).Out;

        Assert.DoesNotContain('\u001b', text);
        Assert.Contains("a b [31m", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n::error::", text, StringComparison.Ordinal);
    }

    private void Register(string content, double accuracy, Stage stage, bool met = true)
    {
        var candidate = Candidates.Make(Path.Combine(_bench.Folder, "candidates", content), content, stage);
        var gate = candidate.Evaluation.Gates[0] with
        {
            Outcome = met ? GateOutcome.Met : GateOutcome.NotMet,
            Message = FormattableString.Invariant($"accuracy is {accuracy}{(met ? "" : "; gate 'accuracy >= 0.95' is not met")}"),
        };
        _ = Registry.Register(
            candidate with { Evaluation = candidate.Evaluation with { Metrics = new Dictionary<string, double?> { ["accuracy"] = accuracy }, Gates = [gate] } },
            CancellationToken.None);
    }

    private async Task<Ended> Passed(params string[] line)
    {
        var ended = await _bench.Run(line);
        Assert.True(ended.ExitCode == 0, ended.Out + ended.Error);
        return ended;
    }

    private async Task<JsonElement> Json(params string[] line)
    {
        var document = JsonDocument.Parse((await Passed([.. line, "--output", "json"])).Out).RootElement;
        Assert.Equal(0, document.GetProperty("diagnostics").GetArrayLength());
        return document;
    }
}
