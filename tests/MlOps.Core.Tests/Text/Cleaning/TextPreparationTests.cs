using System.Diagnostics;
using MlOps.Steps;
using MlOps.Text.Cleaning;

namespace MlOps.Tests.Text.Cleaning;

public sealed class TextPreparationTests
{
    [Theory]
    [InlineData("lowercase", "HELLO Größe ÀÉ", "hello größe àé")]
    [InlineData("strip-html", "<p>One</p><p>two &amp; three</p>", " One  two & three ")]
    [InlineData("strip-html", "bo<b>l</b>d V<!-- x -->iagra", "bold Viagra")]
    [InlineData("strip-html", "a<script>var x = '<p>';</script>b<style>p { }</style>c", "a b c")]
    [InlineData("strip-html", "<john@example.org> 1 < 2 > 0 <3", "<john@example.org> 1 < 2 > 0 <3")]
    [InlineData("strip-html", "a <a href=\"x\" title='y'>link</a><br/>next", "a link next")]
    [InlineData("strip-html", "&amp;lt;b&amp;gt;deep&amp;lt;/b&amp;gt; &#233;&eacute; &nosuch;", "deep éé &nosuch;")]
    [InlineData("strip-html", "unclosed <a href= and <!-- comment", "unclosed <a href= and <!-- comment")]
    [InlineData("strip-special", "★ Free €5 👍🏽 offer! a+b=c #1 \u200b", " Free €5  offer! a+bc #1 ")]
    [InlineData("collapse-whitespace", "  a\t\r\nb\u00a0 c ", "a b c")]
    [InlineData("unicode-nfc", "cafe\u0301 A\u030a \u1112\u1161\u11ab", "café Å 한")]
    public void A_cleaning_step_does_what_its_name_says(string step, string text, string expected) =>
        Assert.Equal(expected, Clean(step).Apply(text));

    [Theory]
    [InlineData("email", "write to jane.doe+x@mail.example.org, or a@b.co.", "write to [EMAIL], or [EMAIL].")]
    [InlineData("email", "not@mail, @you, a @ b.org", "not@mail, @you, a @ b.org")]
    [InlineData("url", "see https://example.org/a?b=c#d. Or WWW.Example.org/x), ftp://h/y", "see [URL]. Or [URL]), [URL]")]
    [InlineData("url", "http:// www. example.org", "http:// www. example.org")]
    [InlineData("ip", "from 192.168.1.20, 2001:db8::8a2e:370:7334 and ::1.", "from [IP], [IP] and [IP].")]
    [InlineData("ip", "at 10:20:30 version 1.2.3 or 1.2.3.4.5 or 300.1.1.1 std::vector", "at 10:20:30 version 1.2.3 or 1.2.3.4.5 or 300.1.1.1 std::vector")]
    [InlineData("iban", "IBAN GB82 WEST 1234 5698 7654 32 please", "IBAN [IBAN] please")]
    [InlineData("iban", "de89370400440532013000, DE89370400440532013001", "[IBAN], DE89370400440532013001")]
    [InlineData("card-number", "card 4111 1111 1111 1111 exp 12, 5500-0000-0000-0004", "card [CARD-NUMBER] exp 12, [CARD-NUMBER]")]
    [InlineData("card-number", "4111 1111 1111 1111 2024 and 378282246310005", "[CARD-NUMBER] 2024 and [CARD-NUMBER]")]
    [InlineData("card-number", "4111111111111112 x4111111111111111 0000000000000000", "4111111111111112 x4111111111111111 0000000000000000")]
    [InlineData("phone", "call 08452810075 or +44 20 7946 0958 or (555) 123-4567!", "call [PHONE] or [PHONE] or [PHONE]!")]
    [InlineData("phone", "020 7946 0958 020 7946 0999, 555-0123", "[PHONE] [PHONE], [PHONE]")]
    [InlineData("phone", "2026-11-22 10:20, 1,234,567.00, order 4711, 87121, 192.168.100.200", "2026-11-22 10:20, 1,234,567.00, order 4711, 87121, 192.168.100.200")]
    public void A_kind_is_found_where_it_stands_and_nowhere_else(string kind, string text, string expected) =>
        Assert.Equal(expected, Redact(kind).Apply(text));

    [Fact]
    public void Places_are_counted_by_kind()
    {
        var counts = new RedactionCounts();
        _ = Redact("email", "url").Apply("a@b.org c@d.org www.example.org", counts);
        Assert.Equal(new Dictionary<string, long> { ["email"] = 2, ["url"] = 1 }, counts.Places);
    }

    [Fact]
    public void Placeholders_follow_the_case_of_the_text() =>
        Assert.Equal("mail [email]", TextPreparation.Create(new("text", ["lowercase"], ["email"])).Apply("Mail A@B.org"));

    [Theory]
    [InlineData("<!--")]
    [InlineData("<script>")]
    [InlineData("<a ")]
    [InlineData("&amp;")]
    [InlineData("<")]
    [InlineData("a@")]
    [InlineData("a.")]
    [InlineData("1")]
    [InlineData("1 ")]
    [InlineData("1.")]
    [InlineData("GB82 ")]
    [InlineData("www.")]
    [InlineData("http://.")]
    [InlineData("e\u0301")]
    public void Hostile_text_takes_time_in_proportion_to_its_length(string part)
    {
        var preparation = Everything();
        var text = string.Concat(Enumerable.Repeat(part, 100_000 / part.Length));

        var clock = Stopwatch.StartNew();
        _ = preparation.Apply(text);

        // milliseconds on a quiet machine; in quadratic time some 10^10 steps
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 30);
    }

    [Fact]
    public void Preparing_a_prepared_text_changes_nothing()
    {
        string[] parts =
        [
            "a", "B", "é", "e\u0301", " ", "  ", "\n", "<", ">", "&", "&amp;", "&lt;", "&gt;", "amp;", "lt;", "<b>", "</b>", "<p>", "<!--", "-->", "<script>", "</script>",
            "@", ".", "x.org", "a@b.org", "www.", "http://", "/", "192.168.1.1", "::1", "4111 1111 1111 1111", "4111", "GB82 WEST 1234 5698 7654 32", "020 7946 0958", "555-0123",
            "1", "22", "-", "(", ")", "+", "[EMAIL]", "[", "]", "👍", "\u200b", "\u0338", "ﬁ", "İ", "\ud83d",
        ];
        var random = new Random(20261122);
        for (var i = 0; i < 20_000; i++)
        {
            var clean = Cleaner.Names.Where(_ => random.Next(2) == 0).ToArray();
            random.Shuffle(clean);
            var preparation = TextPreparation.Create(new("text", clean, [.. Redaction.Kinds.Where(_ => random.Next(2) == 0)]));
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => parts[random.Next(parts.Length)]));

            var once = preparation.Apply(text);
            var twice = preparation.Apply(once);

            Assert.True(once == twice, $"[{string.Join(", ", clean)}] makes of '{text}' first '{once}', then '{twice}'");
        }
    }

    private static TextPreparation Clean(params string[] steps) => TextPreparation.Create(new("text", steps, []));

    private static TextPreparation Redact(params string[] kinds) => TextPreparation.Create(new("text", [], kinds));

    private static TextPreparation Everything() =>
        TextPreparation.Create(new("text", ["strip-html", "unicode-nfc", "strip-special", "collapse-whitespace", "lowercase"], Redaction.Kinds));
}
