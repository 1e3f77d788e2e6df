namespace MlOps.Bench.Preprocess;

/// <summary>Writes rows that look like mail: some markup, addresses, line ends, and a text in ten twice.</summary>
internal static class Mail
{
    private static readonly string[] Words =
        ["the", "account", "you", "offer", "meeting", "please", "tomorrow", "report", "free", "money", "list", "patch", "linux", "with", "about", "would", "there", "and", "of", "to"];

    /// <summary>Writes text, label and group as .csv; the same for the same number of rows.</summary>
    public static void Write(string path, int rows)
    {
        var random = new Random(1);
        using var file = File.CreateText(path);
        file.WriteLine("text,label,group");
        var text = "";
        for (var row = 0; row < rows; row++)
        {
            text = row > 0 && random.Next(10) == 0 ? text : Text(random);
            file.WriteLine($"\"{text}\",{(random.Next(4) == 0 ? "spam" : "ham")},{random.Next(5)}");
        }
    }

    private static string Text(Random random)
    {
        var text = string.Join(' ', Enumerable.Range(0, random.Next(10, 40)).Select(_ => Words[random.Next(Words.Length)]));
        text += $" {random.Next()}";
        text = random.Next(3) == 0 ? $"<p>{text}</p>\n<b>Best &amp; regards</b>" : text;
        text = random.Next(3) == 0 ? $"{text} jane{random.Next(1000)}@example.org" : text;
        return random.Next(3) == 0 ? $"see https://example.org/{random.Next(1000)}  {text}" : text;
    }
}
