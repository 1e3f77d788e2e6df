using MlOps.Testing;
using MlOps.Text.Readers;

namespace MlOps.Tests.Text.Readers;

public sealed class ColumnGuessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_longest_column_is_the_text_and_one_of_few_values_the_label()
    {
        _ = _folder.Write("a.csv", "id,body,kind,lang\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},a longer text {i},{"xyz"[i / 20]},en\n")));

        var guess = Guess("a.csv");

        Assert.Equal(("body", "kind"), (guess.Text, guess.Label));
        Assert.Equal(["x", "y", "z"], guess.Labels);
        Assert.Equal(["id", "body", "kind", "lang"], guess.Columns);
    }

    [Fact]
    public void A_column_that_is_named_like_a_label_is_preferred()
    {
        _ = _folder.Write("a.jsonl", string.Concat(Enumerable.Range(0, 60).Select(i => $"{{\"flag\":{i % 2},\"text\":\"some text {i}\",\"Category\":\"c{i % 5}\"}}\n")));
        Assert.Equal(("text", "Category"), (Guess("a.jsonl").Text, Guess("a.jsonl").Label));
    }

    [Fact]
    public void Numbers_of_rows_are_no_label()
    {
        _ = _folder.Write("a.csv", "id,text\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},some text {i}\n")));
        Assert.Null(Guess("a.csv").Label);
    }

    [Fact]
    public void A_folder_is_read_by_its_sub_folders()
    {
        for (var i = 0; i < 8; i++)
        {
            _ = _folder.Write($"mail/{(i % 2 == 0 ? "ham" : "spam")}/{i}.txt", $"a text {i}, longer than its name");
        }

        Assert.Equal(("text", "label"), (Guess("mail").Text, Guess("mail").Label));
    }

    private ColumnGuess Guess(string name) => ColumnGuess.Of(RowReader.Open(_folder.File(name), name));
}
