using MlOps.Drift;
using MlOps.Testing;

namespace MlOps.Tests.Drift;

public sealed class ProfileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Few_distinct_numbers_are_kept_as_they_are()
    {
        var profile = NumberProfile.Of([3, 1, 3, 2, 3]);

        Assert.Equal((5, 2.4), (profile.Count, profile.Mean));
        Assert.Equal([1.0, 2, 3], profile.Values);
        Assert.Equal([1L, 1, 3], profile.Counts);
    }

    [Fact]
    public void Many_distinct_numbers_take_bounded_space_and_move_no_comparison_by_more_than_is_said()
    {
        var chance = new Random(1);
        double[] first = [.. Enumerable.Range(0, 10_000).Select(_ => chance.NextDouble())];
        double[] second = [.. Enumerable.Range(0, 10_000).Select(_ => Math.Pow(chance.NextDouble(), 1.2))];
        var (profile, other) = (NumberProfile.Of(first), NumberProfile.Of(second));

        Assert.InRange(profile.Values.Count, 2, NumberProfile.MaxPoints);
        Assert.Equal(10_000, profile.Counts.Sum());
        Assert.Equal(Exact(first, second), KolmogorovSmirnov.Statistic(profile, other), 2.0 / NumberProfile.MaxPoints);
    }

    [Fact]
    public void Bins_hold_a_tenth_each_and_a_value_that_fills_one_has_its_own()
    {
        Assert.Equal([10.0, 20, 30, 40, 50, 60, 70, 80, 90], QuantileBins.Edges(NumberProfile.Of(Enumerable.Range(1, 100).Select(n => (double)n))));

        // a feature that never varied is seen to move down as well as up
        var constant = NumberProfile.Of(Enumerable.Repeat(1.0, 100));
        var edges = QuantileBins.Edges(constant);
        Assert.Equal([0L, 100, 0], constant.CountIn(edges));
        Assert.Equal([1L, 1, 1], NumberProfile.Of([0.5, 1, 1.5]).CountIn(edges));
    }

    [Fact]
    public void A_profile_keeps_the_most_frequent_names_and_counts_the_others_together()
    {
        var counts = Enumerable.Range(0, CategoryProfile.MaxNames + 5).ToDictionary(n => $"word{n:0000}", n => n == 1_003 ? 7L : 1L);

        var profile = CategoryProfile.Of(counts);

        Assert.Equal((CategoryProfile.MaxNames + 11, CategoryProfile.MaxNames), (profile.Count, profile.Counts.Count));
        Assert.Equal(["word1003", "word0000"], profile.MostFrequent(2));
        Assert.Equal([7L, 1, CategoryProfile.MaxNames + 3], profile.CountOf(["word1003", "word0000"]));
    }

    [Theory]
    [InlineData("Call 0800-123 NOW, don't wait!", "call # # now don t wait")]
    [InlineData("Write to [EMAIL] or [phone].", "write to or")]
    [InlineData("日本 ok", "日 本 ok")]
    [InlineData("naïve café", "naïve café")]
    [InlineData("", "")]
    public void Words_are_runs_of_letters_and_numbers_one_word(string text, string words) => Assert.Equal(words, string.Join(' ', Words.Of(text)));

    [Fact]
    public void The_same_rows_give_the_same_bytes_and_a_profile_reads_back()
    {
        Build("the cat", "sat").Write(_folder.File("a"));
        Build("the cat", "sat").Write(_folder.File("b"));

        Assert.Equal(File.ReadAllBytes(_folder.File("a/profile.json")), File.ReadAllBytes(_folder.File("b/profile.json")));
        var read = DataProfile.Read(_folder.File("a"))!;
        Assert.Equal(["cat", "sat", "the"], read.Words());
        Assert.Equal(5, read.Numbers[Features.Length].Mean);
        Assert.Null(DataProfile.Read(_folder.File("none")));
    }

    [Fact]
    public void What_has_moved_is_named_and_too_few_values_are_not_compared()
    {
        var reference = new ProfileBuilder();
        var live = new ProfileBuilder();
        for (var row = 0; row < 100; row++)
        {
            reference.AddAnswer([row < 20 ? "spam" : "ham"], 0.9, new Dictionary<string, double>());
            live.AddAnswer([row < 50 ? "spam" : "ham"], 0.9, new Dictionary<string, double>());
        }

        reference.Add(Features.Length, 3);
        var features = new ProfileComparison(100).Run(reference.Build(), live.Build());

        Assert.Equal(["confidence", "length", "class"], features.Select(feature => feature.Feature));
        Assert.Equal((0.0, 0.0), (features[0].Psi, features[0].Ks));
        Assert.Null(features[1].Psi);
        Assert.Equal([new("ham", 0.8, 0.5), new("spam", 0.2, 0.5)], features[2].Shifts);
        Assert.Equal((0.3 * Math.Log(2.5)) + (-0.3 * Math.Log(0.625)), features[2].Psi!.Value, 12); // the formula, by hand
    }

    private static DataProfile Build(params string[] texts)
    {
        var profile = new ProfileBuilder();
        foreach (var text in texts)
        {
            profile.Add(Features.Length, text.Length);
            profile.AddWords(text);
        }

        return profile.Build();
    }

    // straight from the definition, on the numbers themselves
    private static double Exact(double[] first, double[] second) =>
        first.Concat(second).Max(x => Math.Abs(((double)first.Count(y => y <= x) / first.Length) - ((double)second.Count(y => y <= x) / second.Length)));
}
