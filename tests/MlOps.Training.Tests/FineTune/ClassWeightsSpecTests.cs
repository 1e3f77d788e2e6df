using MlOps.Spec;
using MlOps.Training.Data;
using MlOps.Training.FineTune;

namespace MlOps.Training.Tests.FineTune;

public sealed class ClassWeightsSpecTests
{
    private static readonly string[] Labels = ["a", "b", "c"];

    // 6 of a, 2 of b, none of c: 8 / (3 * 6) and 8 / (3 * 2)
    [Fact]
    public void Balanced_weights_are_rows_by_classes_by_rows_of_the_class() =>
        Near([8 / 18f, 8 / 6f, 1], new ClassWeightsSpec(ByLabel: null).Resolve(Labels, multiLabel: false, Examples([0], [0], [0], [0], [0], [0], [1], [1])));

    // of 4 rows, 3 have a and 1 has b
    [Fact]
    public void Balanced_weights_of_multi_label_rows_are_rows_without_by_rows_with_the_label() =>
        Near([1 / 3f, 3, 1], new ClassWeightsSpec(ByLabel: null).Resolve(Labels, multiLabel: true, Examples([0], [0, 1], [0], [])));

    [Fact]
    public void A_label_that_is_not_named_has_weight_1() =>
        Near([1, 4, 1], new ClassWeightsSpec([(new SpecText("b", new("pipeline.yml")), 4)]).Resolve(Labels, multiLabel: false, []));

    private static int[][] Examples(params int[][] labels) => labels;

    private static void Near(float[] expected, IReadOnlyList<float> actual) => Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-6);
}
