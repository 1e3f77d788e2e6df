using MlOps.Metrics;

namespace MlOps.Tests.Metrics;

public sealed class MetricTextTests
{
    [Theory]
    [InlineData(0.87, MetricUnit.None, "0.87")]
    [InlineData(1.0, MetricUnit.None, "1")]
    [InlineData(12345, MetricUnit.None, "12,345")]
    [InlineData(0.0032, MetricUnit.Seconds, "3.2 ms")]
    [InlineData(0.0000321, MetricUnit.Seconds, "32.1 us")]
    [InlineData(1.25, MetricUnit.Seconds, "1.25 s")]
    [InlineData(150, MetricUnit.Seconds, "2.5 min")]
    [InlineData(17_550_000, MetricUnit.Bytes, "17.6 MB")]
    [InlineData(999, MetricUnit.Bytes, "999 B")]
    [InlineData(0, MetricUnit.Seconds, "0 us")]
    public void A_value_is_shown_with_its_unit(double value, MetricUnit unit, string text) => Assert.Equal(text, MetricText.Of(value, unit));

    [Fact]
    public void What_is_undefined_says_so() => Assert.Equal("undefined", MetricText.Of(null, MetricUnit.None));

    [Theory]
    [InlineData(0.899996, 0.9, MetricUnit.None, "0.899996", "0.9")]
    [InlineData(0.02001, 0.02, MetricUnit.Seconds, "20.01 ms", "20 ms")]
    [InlineData(0.87, 0.9, MetricUnit.None, "0.87", "0.9")]
    public void Two_values_that_differ_are_shown_apart(double first, double second, MetricUnit unit, string firstText, string secondText) =>
        Assert.Equal((firstText, secondText), MetricText.Apart(first, second, unit));
}
