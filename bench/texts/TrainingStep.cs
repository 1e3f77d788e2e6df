using System.Diagnostics;
using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Text.Tokenizers;
using MlOps.Training.Data;
using MlOps.Training.Models;
using MlOps.Training.Tasks;
using MlOps.Training.Trainer;
using static TorchSharp.torch;

namespace MlOps.Bench.Texts;

/// <summary>The fine-tune step's own training step.</summary>
internal sealed class TrainingStep : IDisposable
{
    private const double LearningRate = 5e-5;
    private const int MaskId = 4;
    private static readonly string[] Labels = ["a", "b", "c"];

    private readonly Network _network;
    private readonly LearningTask _task;
    private readonly GradientStep _step;
    private readonly Batch _batch;

    public TrainingStep(Case item)
    {
        _ = manual_seed(1);
        var file = Path.GetTempFileName();
        File.WriteAllText(file, item.Config);
        _task = TaskOf(item.Task);
        _network = Architectures.Of(ConfigFile.Read(file, file), dropout: null).Create(new HeadShape(item.Task, _task.Outputs, [], Dropout: null), ScalarType.Float32);
        File.Delete(file);
        var settings = new TrainerSettings { Epochs = 1, BatchSize = Case.BatchSize, LearningRate = LearningRate, Seed = 1 };
        _step = new GradientStep(_network, settings, new LearningRateSchedule(ScheduleKind.Constant, LearningRate, 0, 1), _task, CPU);
        _batch = BatchOf(item.Task);
    }

    /// <summary>Trains on one batch again and again.</summary>
    /// <param name="least">How long, at least.</param>
    /// <returns>Texts a second.</returns>
    public double Run(TimeSpan least)
    {
        var watch = Stopwatch.StartNew();
        var rows = 0;
        while (watch.Elapsed < least)
        {
            _ = _step.Take([_batch], Location.None);
            rows += Case.BatchSize;
        }

        return rows / watch.Elapsed.TotalSeconds;
    }

    public void Dispose()
    {
        _step.Dispose();
        _task.Dispose();
        _network.Dispose();
    }

    private static LearningTask TaskOf(TaskKind task) => task switch
    {
        TaskKind.MaskedLm or TaskKind.CausalLm => new LanguageModelTask(task, Case.VocabularySize),
        TaskKind.TokenClassification => new TaggingTask(Labels, CPU),
        _ => new ClassificationTask(task, Labels, multiLabel: false, weights: null, CPU),
    };

    private static Batch BatchOf(TaskKind task)
    {
        var random = new Random(1);
        var texts = Enumerable.Range(0, Case.BatchSize)
            .Select(_ => new EncodedText([.. Enumerable.Range(0, Case.Length).Select(_ => random.Next(5, Case.VocabularySize))], new int[Case.Length]))
            .ToList();
        TextSet? set = task switch
        {
            TaskKind.MaskedLm => new CoveredTexts(texts, new TokenMasker(MaskId, new HashSet<int>(), Case.VocabularySize), seed: 1, paddingId: 1),
            TaskKind.CausalLm => new TokenBlocks(texts, paddingId: 1),
            _ => null,
        };
        int[] rows = [.. Enumerable.Range(0, Case.BatchSize)];
        if (set is not null)
        {
            return set.Batches([rows], epoch: 1, CancellationToken.None).Single();
        }

        long[] shape = task == TaskKind.TokenClassification ? [Case.BatchSize, Case.Length] : [Case.BatchSize];
        var labels = Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => random.NextInt64(Labels.Length)).ToArray();
        return new(rows, ModelInputs.Of(TokenBatch.Pad(texts, paddingId: 1)), Targets.Of(labels, shape), labels.Length);
    }
}
