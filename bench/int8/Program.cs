using System.Diagnostics;
using System.Globalization;
using MlOps.Bench;
using MlOps.Bench.Onnx;
using MlOps.Inference;
using MlOps.Models;
using MlOps.Text.Tokenizers;
using MlOps.Training.Export.Quantize;

const int Rounds = 7;
(int Rows, int Length)[] shapes = [(1, 16), (1, 32), (1, 128), (32, 16), (32, 32), (32, 128)];

var folder = args.ElementAtOrDefault(0) ?? "examples/bert-pico";
var threads = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Environment.ProcessorCount;
var file = Path.Combine(Path.GetTempPath(), $"mlops-bench-{Environment.ProcessId}.onnx");
var int8File = Path.ChangeExtension(file, "int8.onnx");

using var libtorch = new TorchClassifier(folder);
libtorch.Export(file);
var writing = Stopwatch.StartNew();
if (Int8Export.Write(file, int8File) is { } refused)
{
    throw new InvalidOperationException(refused);
}

Print($"{folder}, {threads} threads: written in {writing.Elapsed.TotalMilliseconds:F0} ms, {new FileInfo(file).Length / 1e6:F1} MB become {new FileInfo(int8File).Length / 1e6:F1} MB");
using var fp32 = OnnxModel.Open(file, threads);
using var int8 = OnnxModel.Open(int8File, threads);
File.Delete(file);
File.Delete(int8File);
Print($"");
Print($"| batch | tokens | fp32, ms | int8, ms | fp32 / int8 |");
Print($"|---|---|---|---|---|");

var random = new Random(1);
foreach (var (rows, length) in shapes)
{
    var batch = ModelInputs.Of(TokenBatch.Pad([.. Enumerable.Range(0, rows).Select(_ => Text(length))], paddingId: 0));
    var (fastest, fastestInt8) = (double.MaxValue, double.MaxValue);
    for (var round = 0; round < Rounds; round++)
    {
        fastest = Math.Min(fastest, FastestCall.Milliseconds(() => fp32.Run(batch)));
        fastestInt8 = Math.Min(fastestInt8, FastestCall.Milliseconds(() => int8.Run(batch)));
    }

    Print($"| {rows} | {length} | {fastest:F2} | {fastestInt8:F2} | {fastest / fastestInt8:F2} |");
}

EncodedText Text(int length) => new([.. Enumerable.Range(0, length).Select(_ => random.Next(libtorch.VocabularySize))], new int[length]);

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
