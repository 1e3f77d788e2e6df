using MlOps.Diagnostics;
using MlOps.Testing;
using MlOps.Text.Readers;

namespace MlOps.Tests.Text.Readers;

/// <summary>Files that Apache's own C++ library wrote (parquet/, through ParquetSharp 25.0.1), two row groups each.</summary>
public sealed class ParquetRowReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mail.parquet")] // Snappy
    [InlineData("mail.zstd.parquet")]
    public void Values_of_every_type_become_the_texts_that_other_data_files_have(string name)
    {
        var reader = RowReader.Open(PathOf(name), name);
        string[] names = ["body", "label", "length", "score", "urgent", "at", "tags", "id", "day", "price", "ratio"];
        Assert.Equal(names, reader.ReadColumns());
        var rows = reader.Read().ToList();
        Assert.All(rows, row => Assert.Equal(names, row.Names));
        Assert.Equal([1, 2, 3], rows.Select(row => row.Number));
        Assert.Equal(["Win a prize,\nnow", "spam", "17", "0.1", "true", "2026-01-02T03:04:05Z", """["a","b\"c"]""", "9007199254740993", "2026-01-02", "12.3", "0.1"], rows[0].Values);
        Assert.Equal(["", "ham", "0", "", "false", "1970-01-01T00:00:00Z", "[]", "-1", "1970-01-01", "-0.05", "1E+10"], rows[1].Values);
        Assert.Equal(["Grüße aus 東京 🙂", "ham", "12", "1E-07", "false", "1999-12-31T23:59:59Z", """["x"]""", "0", "1999-12-31", "0", "-2"], rows[2].Values);
    }

    [Fact]
    public void What_is_no_Parquet_is_refused_by_its_name()
    {
        var path = _folder.Write("mail.parquet", "text,label\nhello,ham\n");
        var failure = Assert.Throws<MlOpsException>(() => RowReader.Open(path, "mail.parquet").Read().Count()).Diagnostic;
        Assert.Equal((Rules.BadData, "mail.parquet"), (failure.Rule, failure.Location.File));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_damaged_file_is_refused_or_read_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        var sound = File.ReadAllBytes(PathOf("mail.parquet"));
        for (var i = 0; i < 60; i++)
        {
            var path = _folder.File("damaged.parquet");
            File.WriteAllBytes(path, Mutation.Of(sound, random, within: sound.Length));
            try
            {
                _ = RowReader.Open(path, "damaged.parquet").Read().Count();
            }
            catch (MlOpsException e)
            {
                Assert.Equal(Rules.BadData, e.Diagnostic.Rule);
            }
        }
    }

    private static string PathOf(string name) => Path.Combine(Repository.Top, "tests", "MlOps.Core.Tests", "Text", "Readers", "parquet", name);
}
