using MlOps.Training.Export.Quantize;

namespace MlOps.Inference.Tests.Quantize;

public sealed class Int8TableTests
{
    [Fact]
    public void A_column_is_rounded_by_its_own_largest_weight()
    {
        // columns: 0.5 -1 0.25 | 0 0 0 | 64 -32 0.4
        var table = Int8Table.PerColumn([0.5f, 0, 64, -1, 0, -32, 0.25f, 0, 0.4f], columns: 3);

        Assert.Equal([1 / 64f, 1f, 1f], table.Scales);
        Assert.Equal([32, 0, 64, -64, 0, -32, 16, 0, 0], table.Values);
    }

    [Fact]
    public void A_row_is_rounded_by_its_own_largest_number()
    {
        var table = Int8Table.PerRow([12.7f, -6.35f, 0, 0, 1, -127], columns: 2);

        Assert.Equal([12.7f / 127, 1, 1], table.Scales);
        Assert.Equal([127, -64, 0, 0, 1, -127], table.Values); // -63.5 goes to the even neighbour
    }

    [Fact]
    public void No_weight_moves_by_more_than_half_a_step()
    {
        var chance = new Random(5);
        var weights = Enumerable.Range(0, 300 * 40).Select(_ => (float)(chance.NextDouble() - 0.5) * MathF.Pow(10, chance.Next(-6, 4))).ToArray();

        var columns = Int8Table.PerColumn(weights, columns: 40);
        var rows = Int8Table.PerRow(weights, columns: 40);

        Assert.All(Enumerable.Range(0, weights.Length), i =>
        {
            Assert.InRange(Math.Abs((columns.Values[i] * columns.Scales[i % 40]) - weights[i]), 0, columns.Scales[i % 40] * 0.50001);
            Assert.InRange(Math.Abs((rows.Values[i] * rows.Scales[i / 40]) - weights[i]), 0, rows.Scales[i / 40] * 0.50001);
        });
    }

    // vpmaddubsw, which CPUs with AVX2 and without VNNI multiply with: two products of an unsigned and a signed byte are added in 16 bits that saturate
    [Fact]
    public void Sums_of_two_products_are_exact_in_16_bits_on_CPUs_without_VNNI()
    {
        var chance = new Random(9);
        var weights = Enumerable.Range(0, 4000).Select(_ => chance.NextSingle() - 0.5f).ToArray();
        var values = Int8Table.PerColumn(weights, columns: 10).Values;

        Assert.Contains((sbyte)Int8Table.MostOfProduct, values);
        Assert.All(values.Zip(values.Skip(1)), pair =>
        {
            var exact = (255 * pair.First) + (255 * pair.Second);
            Assert.Equal(exact, Math.Clamp(exact, short.MinValue, short.MaxValue));
        });
    }
}
