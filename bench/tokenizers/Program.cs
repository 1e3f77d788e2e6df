using System.Diagnostics;
using System.Globalization;
using System.Text;
using MlOps.Text.Tokenizers;

// [SHARED [SECONDS]]: the folder of data and reference values, and how long each pair of a tokenizer and a text runs
var shared = args.Length > 0 ? args[0] : "../shared";
var seconds = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 3;
var folder = Directory.CreateTempSubdirectory("mlops-bench-").FullName;
try
{
    string Alone(string name)
    {
        var only = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        File.Copy(Path.Combine(shared, $"reference/tokenizers/{name}.tokenizer.json"), Path.Combine(only, "tokenizer.json"));
        return only;
    }

    (string Name, string Folder)[] tokenizers =
    [
        ("WordPiece, bert-base-uncased", Path.Combine(shared, "data/tokenizers/bert-base-uncased")),
        ("BPE, gpt2", Path.Combine(shared, "data/tokenizers/gpt2")),
        ("BPE, 2,000 tokens", Alone("roberta-bpe")),
        ("Unigram, 2,000 tokens", Alone("unigram-metaspace")),
    ];
    (string Name, string[] Texts)[] corpora =
    [
        ("short questions", [.. File.ReadLines(Path.Combine(shared, "data/banking77/train.csv")).Skip(1).Select(line => line[..Math.Max(0, line.LastIndexOf(','))])]),
        ("mails", [.. RawRowsOf("examples/mail-spam/mail.jsonl", "body")]),
    ];

    Console.WriteLine("| tokenizer | load, ms | " + string.Join(" | ", corpora.Select(corpus => $"{corpus.Name}, MB/s")) + " |");
    Console.WriteLine("|---|---|" + string.Concat(corpora.Select(_ => "---|")));
    foreach (var (name, path) in tokenizers)
    {
        var clock = Stopwatch.StartNew();
        var tokenizer = Tokenizer.Load(path);
        var load = clock.ElapsedMilliseconds;
        var rates = corpora.Select(corpus => Rate(tokenizer, corpus.Texts, seconds).ToString("F1", CultureInfo.InvariantCulture));
        Console.WriteLine($"| {name} | {load} | {string.Join(" | ", rates)} |");
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static IEnumerable<string> RawRowsOf(string path, string column) =>
    File.ReadLines(path).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty(column).GetString()!);

// megabytes of UTF-8 in a second of processor time, after a round that warms up: other work on the machine doesn't count
static double Rate(Tokenizer tokenizer, string[] texts, double seconds)
{
    var bytes = texts.Sum(text => (long)Encoding.UTF8.GetByteCount(text));
    Encode(tokenizer, texts);
    var start = Environment.CpuUsage.TotalTime;
    var rounds = 0;
    TimeSpan taken;
    do
    {
        Encode(tokenizer, texts);
        rounds++;
        taken = Environment.CpuUsage.TotalTime - start;
    }
    while (taken.TotalSeconds < seconds);
    return bytes * rounds / taken.TotalSeconds / 1_000_000;
}

static void Encode(Tokenizer tokenizer, string[] texts)
{
    foreach (var text in texts)
    {
        _ = tokenizer.Encode(text);
    }
}
