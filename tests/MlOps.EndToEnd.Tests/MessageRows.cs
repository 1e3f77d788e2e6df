using System.Text.Json;

namespace MlOps.EndToEnd.Tests;

/// <summary>Short messages that are easy to tell apart, made from a seed.</summary>
internal static class MessageRows
{
    private static readonly string[] Wanted = ["lunch", "tomorrow", "meeting", "thanks", "home", "train", "mum", "late", "see", "call"];
    private static readonly string[] Unwanted = ["winner", "cash", "prize", "free", "claim", "urgent", "offer", "credit", "guaranteed", "click"];
    private static readonly string[] Filler = ["the", "you", "today", "please", "now", "with", "and", "for", "this", "our"];

    /// <summary>JSON lines with the columns text, label (ham or spam) and source (a or b).</summary>
    /// <param name="count">How many rows; a third of them spam.</param>
    /// <param name="seed">The same seed gives the same rows.</param>
    public static string Jsonl(int count, int seed)
    {
        var random = new Random(seed);
        return string.Concat(Enumerable.Range(0, count).Select(row =>
        {
            var isSpam = row % 3 == 0;
            var words = Enumerable.Range(0, random.Next(6, 16))
                .Select(_ => random.Next(3) == 0 ? Pick(Filler, random) : Pick(isSpam ? Unwanted : Wanted, random));
            var fields = new Dictionary<string, string>
            {
                ["text"] = $"{string.Join(' ', words)} {row}",
                ["label"] = isSpam ? "spam" : "ham",
                ["source"] = row % 2 == 0 ? "a" : "b",
            };
            return JsonSerializer.Serialize(fields) + "\n";
        }));
    }

    private static string Pick(string[] words, Random random) => words[random.Next(words.Length)];
}
