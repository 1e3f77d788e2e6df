using System.Text.Json;
using MlOps.Testing;

namespace MlOps.Tool.Tests.Examples;

/// <summary>The example as it stands, on a thousand short mails that are made here.</summary>
public sealed class DomainAdaptTests : IDisposable
{
    private static readonly string[] Ham = ["the patch for the kernel builds again", "please review my change to the scheduler", "the meeting about the release moves to monday"];
    private static readonly string[] Spam = ["you have won a free prize today", "cheap loans without any credit check", "lose weight fast with this new pill"];

    private readonly ToolBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_base_that_has_read_mails_is_registered_and_stands_beside_the_other_in_one_report()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Top, "examples", "bert-pico")).Concat(Directory.EnumerateFiles(Path.Combine(Repository.Top, "examples", "domain-adapt"), "*.yml")))
        {
            File.Copy(file, _bench.Write(Path.GetRelativePath(Repository.Top, file), ""), overwrite: true);
        }

        _ = _bench.Write("examples/mail-spam/mail.jsonl", string.Concat(Mails().Select(mail => mail + "\n")));

        var adapted = await _bench.Run("run", "examples/domain-adapt/adapt.yml");
        var judged = await _bench.Run("run", "examples/domain-adapt/pipeline.yml");

        Assert.True(adapted.ExitCode == 0, adapted.Out + adapted.Error);
        Assert.True(judged.ExitCode == 0, judged.Out + judged.Error);
        Assert.Contains("mail-bert version 1 is in Production", adapted.Out, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^  Metric +judge-without +judge-with$", judged.Out);
        Assert.Matches(@"(?m)^  f1 +(0\.\d+|1) +(0\.\d+|1)$", judged.Out);
    }

    private static IEnumerable<string> Mails()
    {
        string[] groups = ["easy-ham-2", "spam-2", "easy-ham-1", "spam-1"];
        for (var number = 0; number < 2000; number++)
        {
            var group = groups[number % groups.Length];
            var isSpam = group.StartsWith("spam", StringComparison.Ordinal);
            var sentences = isSpam ? Spam : Ham;
            yield return JsonSerializer.Serialize(new
            {
                group,
                label = isSpam ? "spam" : "ham",
                text = $"{sentences[number % 3]}, number {number}, and {sentences[number / 3 % 3]}",
            });
        }
    }
}
