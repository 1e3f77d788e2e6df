using MlOps.Models;
using MlOps.Training.Data;
using MlOps.Training.Tasks;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Tasks;

public sealed class ClassificationTaskTests
{
    private static readonly float[,] Logits = { { 1, 0 }, { 0, 2 } };

    // -log softmax: row 0 class 0: log(1 + e^-1); row 1 class 0: log(1 + e^2)
    [Theory]
    [InlineData(null, 1.2200948)]
    [InlineData(new[] { 1f, 3f }, 1.2200948)]
    public void One_label_costs_the_cross_entropy(float[]? weights, double expected) =>
        Assert.Equal(expected, Loss(multiLabel: false, weights, [0], [0]), 6);

    // (1 * 0.3132617 + 3 * 0.1269280) / (1 + 3)
    [Fact]
    public void A_labels_weight_counts_its_rows_more_often() =>
        Assert.Equal(0.1735114, Loss(multiLabel: false, [1, 3], [0], [1]), 6);

    // -log sigmoid by row and label: 0.3132617 + 0.6931472 + 0.6931472 + 2.1269280, over 4
    [Fact]
    public void Any_number_of_labels_costs_the_binary_cross_entropy() =>
        Assert.Equal(0.9566210, Loss(multiLabel: true, null, [0], []), 6);

    // label 0 weighs 5 where it is true: 5 * 0.3132617 + 0.6931472 + 0.6931472 + 2.1269280, over 4
    [Fact]
    public void A_labels_weight_counts_where_the_label_is_true() =>
        Assert.Equal(1.2698828, Loss(multiLabel: true, [5, 1], [0], []), 6);

    // a fifth of each label's certainty goes to both labels alike: 0.8 of the cross-entropy, 0.1 of the sum of -log softmax over the labels
    [Theory]
    [InlineData(null, 0, 0, 1.1700949)]
    [InlineData(new[] { 1f, 3f }, 0, 1, 0.3078281)]
    public void Smoothing_asks_for_less_certainty(float[]? weights, int first, int second, double expected) =>
        Assert.Equal(expected, Loss(multiLabel: false, weights, 0.2, [first], [second]), 6);

    // targets of 0.9 and 0.1: 0.4132617 + 0.6931472 + 0.6931472 + 1.9269280, over 4
    [Fact]
    public void Smoothing_draws_each_of_many_labels_to_a_half() =>
        Assert.Equal(0.9316210, Loss(multiLabel: true, null, 0.2, [0], []), 6);

    // the second head's loss counts 0.4 of the first's; here both say the same
    [Fact]
    public void A_second_head_adds_its_share()
    {
        using var scope = NewDisposeScope();
        using var task = new ClassificationTask(TaskKind.ImageClassification, ["a", "b"], multiLabel: false, weights: null, CPU);
        var batch = Batch(Targets.Of([0L, 0L], 2));
        Assert.Equal(1.4 * 1.2200948, task.Loss(new(tensor(Logits), tensor(Logits)), batch).item<float>(), 6);
    }

    private static double Loss(bool multiLabel, float[]? weights, params int[][] labels) => Loss(multiLabel, weights, smoothing: 0, labels);

    private static double Loss(bool multiLabel, float[]? weights, double smoothing, params int[][] labels)
    {
        using var scope = NewDisposeScope();
        using var task = new ClassificationTask(TaskKind.TextClassification, ["a", "b"], multiLabel, weights, CPU);
        var targets = multiLabel
            ? Targets.Of([.. labels.SelectMany(row => new float[] { row.Contains(0) ? 1 : 0, row.Contains(1) ? 1 : 0 })], labels.Length, 2)
            : Targets.Of([.. labels.Select(row => (long)row[0])], labels.Length);
        return task.Loss(new(tensor(Logits)), Batch(targets), smoothing).item<float>();
    }

    private static Batch Batch(Targets targets) => new([0, 1], ModelInputs.Of(new PixelBatch([], 2, 0, 0)), targets, 2);
}
