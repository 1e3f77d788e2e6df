using MlOps.Metrics.Fairness;

namespace MlOps.Tests.Metrics.Fairness;

public sealed class TermListTests
{
    private static readonly TermList Pronouns = new("pronouns", ["he = she", "him = her", "his=her", "Mr. = Mrs.", "Peter = Anna Maria"]);

    [Theory]
    [InlineData("He saw him.", "She saw her.")]
    [InlineData("HE SAW HER", "SHE SAW HIM")]
    [InlineData("the hero sheds there", "the hero sheds there")] // whole words alone
    [InlineData("mr. Peter, he", "mrs. Anna Maria, she")]
    [InlineData("Anna Maria and anna", "Peter and anna")]
    [InlineData("", "")]
    public void Terms_of_a_pair_change_places_and_keep_their_case(string text, string swapped) => Assert.Equal(swapped, Pronouns.Swap(text));

    [Theory]
    [InlineData("he is here", "first")]
    [InlineData("SHE is here", "second")]
    [InlineData("he and she", "both")]
    [InlineData("they are", "none")]
    public void A_text_belongs_to_the_side_of_its_terms(string text, string group) => Assert.Equal(group, Pronouns.GroupOf(text));

    [Fact]
    public void A_list_without_pairs_tells_texts_with_its_terms_from_others_and_swaps_nothing()
    {
        var list = new TermList("faith", ["church", "mosque", "c++"]);

        Assert.Equal(["with", "with", "with", "without"], ((string[])["a Church", "mosque.", "in C++ now", "churches"]).Select(list.GroupOf));
        Assert.False(list.HasPairs);
        Assert.Equal("a church", list.Swap("a church"));
    }

    [Fact]
    public void Swapping_twice_gives_the_text_back_where_every_term_has_one_partner()
    {
        var list = new TermList("names", ["john = mary", "king = queen"]);
        var chance = new Random(8);
        string[] words = ["john", "MARY", "King", "queen", "met", "them", "John,"];
        for (var round = 0; round < 200; round++)
        {
            var text = string.Join(' ', Enumerable.Range(0, chance.Next(12)).Select(_ => words[chance.Next(words.Length)]));
            Assert.Equal(text, list.Swap(list.Swap(text)));
        }
    }
}
