using MlOps.Drift;

namespace MlOps.Tests.Drift;

public sealed class DriftMeasureTests
{
    [Theory]
    [InlineData(new long[] { 50, 50 }, new long[] { 25, 75 }, 0.274653)] // by hand: -0.25 ln 0.5 + 0.25 ln 1.5
    [InlineData(new long[] { 5, 5 }, new long[] { 500, 500 }, 0)]
    [InlineData(new long[] { 100, 0 }, new long[] { 50, 50 }, 4.604318)] // by hand, with 0.0001 for the empty bin: -0.5 ln 0.5 + 0.4999 ln 5000
    public void The_population_stability_index_is_that_of_its_formula(long[] reference, long[] compared, double index) =>
        Assert.Equal(index, PopulationStability.Of(reference, compared), 1e-6);

    [Theory]
    [InlineData(new long[] { 1, 0, 0 }, new long[] { 0, 1, 0 }, 1)] // the examples of scipy's documentation
    [InlineData(new long[] { 7, 0, 0 }, new long[] { 3, 0, 0 }, 0)]
    [InlineData(new long[] { 1, 0 }, new long[] { 1, 1 }, 0.5579230452841438)] // scipy gives 0.46450140402245893 in nats; over the root of ln 2
    public void The_jensen_shannon_distance_is_that_of_scipy(long[] reference, long[] compared, double distance) =>
        Assert.Equal(distance, JensenShannon.Of(reference, compared), 1e-9);

    [Fact]
    public void The_kolmogorov_smirnov_statistic_is_the_largest_step_between_the_distributions()
    {
        // by hand: at 2 one half of the first sample is passed and nothing of the second
        Assert.Equal(0.5, KolmogorovSmirnov.Statistic(NumberProfile.Of([1, 2, 3, 4]), NumberProfile.Of([3, 4, 5, 6])), 12);
        Assert.Equal(1, KolmogorovSmirnov.Statistic(NumberProfile.Of([1, 2]), NumberProfile.Of([3, 3, 3])), 12);
        Assert.Equal(0, KolmogorovSmirnov.Statistic(NumberProfile.Of([1, 2, 2]), NumberProfile.Of([2, 1, 2])), 12);
    }

    [Theory]
    [InlineData(1.2238, 0.10)] // Smirnov's table of 1948
    [InlineData(1.3581, 0.05)]
    [InlineData(1.4802, 0.025)]
    [InlineData(1.6276, 0.01)]
    [InlineData(1.0, 0.27)]
    [InlineData(0.0, 1)]
    public void The_tail_of_kolmogorovs_distribution_is_that_of_the_table(double x, double tail) =>
        Assert.Equal(tail, KolmogorovSmirnov.Survival(x), 5e-5);

    [Theory]
    [InlineData(1, 3.841)] // any table of chi-squared
    [InlineData(9, 16.919)]
    [InlineData(100, 124.342)]
    public void The_quantile_of_chi_squared_is_that_of_the_table_nearly(int freedom, double quantile) =>
        Assert.InRange(ChanceLevel.ChiSquared95(freedom) / quantile, 0.97, 1.03);

    [Fact]
    public void Holms_correction_is_that_of_the_published_example() =>
        Assert.Equal([0.03, 0.06, 0.06, 0.02], Holm.Adjust([0.01, 0.04, 0.03, 0.005]).Select(value => Math.Round(value, 12)));

    [Fact]
    public void Samples_of_one_distribution_stay_below_the_level_of_chance_in_95_of_100_comparisons()
    {
        const int Comparisons = 400;
        var chance = new Random(6);
        var (psi, js, ks) = (0, 0, 0);
        for (var i = 0; i < Comparisons; i++)
        {
            var drift = Assert.Single(new ProfileComparison(1).Run(Lengths(chance, 2_000), Lengths(chance, 300)));
            psi += drift.Psi <= drift.PsiByChance ? 1 : 0;
            js += drift.Js <= drift.JsByChance ? 1 : 0;
            ks += drift.Ks <= drift.KsByChance ? 1 : 0;
        }

        // 380 expected; a binomial spread of 4.4. Ties make Kolmogorov and Smirnov's test milder
        Assert.InRange(psi, 365, 395);
        Assert.InRange(js, 365, 395);
        Assert.InRange(ks, 365, 400);
    }

    private static DataProfile Lengths(Random chance, int rows)
    {
        var profile = new ProfileBuilder();
        for (var row = 0; row < rows; row++)
        {
            profile.Add(Features.Length, Math.Floor(-40 * Math.Log(1 - chance.NextDouble()))); // exponential, as lengths of texts nearly are
        }

        return profile.Build();
    }
}
