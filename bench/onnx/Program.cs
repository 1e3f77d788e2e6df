using System.Diagnostics;
using System.Globalization;
using MlOps.Bench;
using MlOps.Bench.Onnx;
using MlOps.Inference;
using MlOps.Models;
using MlOps.Text.Tokenizers;
using TorchSharp;

const int Rounds = 7;
(int Rows, int Length)[] shapes = [(1, 32), (1, 128), (32, 32), (32, 128)];

var folder = args.ElementAtOrDefault(0) ?? "examples/bert-pico";
var threads = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Environment.ProcessorCount;
var file = Path.Combine(Path.GetTempPath(), $"mlops-bench-{Environment.ProcessId}.onnx");

torch.set_num_threads(threads);
using var libtorch = new TorchClassifier(folder);
libtorch.Export(file);
var opening = Stopwatch.StartNew();
using var onnx = OnnxModel.Open(file, threads);
Print($"{folder}, {threads} threads: model.onnx has {new FileInfo(file).Length / 1e6:F1} MB and opens in {opening.Elapsed.TotalMilliseconds:F0} ms");
File.Delete(file);
Print($"");
Print($"| batch | tokens | ONNX Runtime, ms | libtorch, ms | libtorch / ONNX Runtime |");
Print($"|---|---|---|---|---|");

var random = new Random(1);
foreach (var (rows, length) in shapes)
{
    var batch = TokenBatch.Pad([.. Enumerable.Range(0, rows).Select(_ => Text(length))], paddingId: 0);
    Check(batch);
    var (fastestOnnx, fastestTorch) = (double.MaxValue, double.MaxValue);
    for (var round = 0; round < Rounds; round++)
    {
        fastestOnnx = Math.Min(fastestOnnx, FastestCall.Milliseconds(() => onnx.Run(ModelInputs.Of(batch))));
        fastestTorch = Math.Min(fastestTorch, FastestCall.Milliseconds(() => libtorch.Run(batch)));
    }

    Print($"| {rows} | {length} | {fastestOnnx:F2} | {fastestTorch:F2} | {fastestTorch / fastestOnnx:F2} |");
}

EncodedText Text(int length) => new([.. Enumerable.Range(0, length).Select(_ => random.Next(libtorch.VocabularySize))], new int[length]);

// what is compared computes the same
void Check(TokenBatch batch)
{
    var difference = onnx.Run(ModelInputs.Of(batch)).Logits.Zip(libtorch.Run(batch), (a, b) => Math.Abs(a - b)).Max();
    if (!(difference <= 1e-4f))
    {
        throw new InvalidOperationException($"the logits differ by {difference}");
    }
}

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
