using System.IO.Compression;
using System.Text;
using MlOps.Diagnostics;
using MlOps.Testing;
using MlOps.Text.Readers;

namespace MlOps.Tests.Text.Readers;

public sealed class RowReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.csv", "text,label\nhello,x\n\"a \"\"quoted\"\", b\r\nsecond line\",y\nan \"inner\" quote,z\n")]
    [InlineData("a.csv", "\ufefftext,label\r\nhello,x\r\n\r\n\"a \"\"quoted\"\", b\r\nsecond line\",y\r\nan \"inner\" quote,z")]
    [InlineData("a.tsv", "text\tlabel\nhello\tx\n\"a \"\"quoted\"\", b\r\nsecond line\"\ty\nan \"inner\" quote\tz\n")]
    [InlineData("a.jsonl", "{\"text\":\"hello\",\"label\":\"x\"}\n\n{\"label\":\"y\",\"text\":\"a \\\"quoted\\\", b\\r\\nsecond line\"}\n{\"text\":\"an \\\"inner\\\" quote\",\"label\":\"z\"}")]
    public void Every_form_gives_the_same_rows(string name, string content)
    {
        _ = _folder.Write(name, content);
        using (var packed = new GZipStream(File.Create(_folder.File(name + ".gz")), CompressionLevel.Fastest))
        {
            packed.Write(Encoding.UTF8.GetBytes(content));
        }

        foreach (var file in (string[])[name, name + ".gz"])
        {
            var rows = Open(file).Read().ToList();
            Assert.Equal([("hello", "x"), ("a \"quoted\", b\r\nsecond line", "y"), ("an \"inner\" quote", "z")], rows.Select(row => (row["text"]!, row["label"]!)));
            Assert.Equal([1, 2, 3], rows.Select(row => row.Number));
        }
    }

    [Fact]
    public void A_folder_gives_a_row_a_file()
    {
        _ = _folder.Write("mail/spam/2.txt", "two\nlines");
        _ = _folder.Write("mail/ham/10.txt", "\ufeffhéllo");
        _ = _folder.Write("mail/spam/notes.md", "not a row");

        var rows = Open("mail").Read().ToList();

        Assert.Equal([("héllo", "ham", "ham/10.txt"), ("two\nlines", "spam", "spam/2.txt")], rows.Select(row => (row["text"]!, row["label"]!, row["file"]!)));
    }

    [Fact]
    public void Json_values_that_are_no_text_keep_their_form()
    {
        _ = _folder.Write("a.jsonl", """{"a":1.50,"b":true,"c":null,"d":["x", 1],"e":{"f":"é"}}""");
        Assert.Equal(["1.50", "true", "", "[\"x\", 1]", "{\"f\":\"é\"}"], Open("a.jsonl").Read().Single().Values);
    }

    [Fact]
    public void Rows_know_the_line_on_which_they_start()
    {
        _ = _folder.Write("a.csv", "text,label\n\"1\n2\n3\",x\n\n4,y\n5,z\n");
        Assert.Equal([2, 6, 7], Open("a.csv").Read().Select(row => row.Location.Line));
    }

    [Theory]
    [InlineData("a.csv", "a,b\n1,2\n3,é\uffff\n", 3, 4)]
    [InlineData("a.jsonl", "{\"a\":1}\n{\"a\":\"é\uffff\"}\n", 2, 8)]
    [InlineData("x/a.txt", "é\n\uffff", 2, 1)]
    public void Bytes_that_are_not_UTF_8_are_reported_with_their_place(string name, string content, int line, int column)
    {
        // U+FFFF stands for the byte 0xFF, which UTF-8 never holds
        var bytes = Encoding.UTF8.GetBytes(content.Replace('\uffff', '\u0001'));
        bytes.AsSpan().Replace((byte)1, (byte)0xFF);
        _ = _folder.Write(name, "");
        File.WriteAllBytes(_folder.File(name), bytes);

        var failure = Assert.Throws<MlOpsException>(() => RowReader.Open(name.StartsWith('x') ? _folder.Path : _folder.File(name), "data").Read().Count());

        Assert.Equal("MLOPS2005", failure.Diagnostic.Rule.Code);
        Assert.Equal((line, column), (failure.Diagnostic.Location.Line, failure.Diagnostic.Location.Column));
        Assert.Contains("byte 0xFF is not UTF-8", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_gzip_is_reported()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes("text,label\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"text {i * 7919},x\n"))));
        }

        File.WriteAllBytes(_folder.File("cut.csv.gz"), packed.ToArray()[..(int)(packed.Length / 2)]);
        File.WriteAllText(_folder.File("plain.csv.gz"), "text,label\n");

        foreach (var name in (string[])["cut.csv.gz", "plain.csv.gz"])
        {
            var failure = Assert.Throws<MlOpsException>(() => Open(name).Read().Count());
            Assert.Equal("MLOPS2005", failure.Diagnostic.Rule.Code);
        }
    }

    /// <summary>Case files: what is wrong with the data, and how it is reported.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Wrong_data_are_reported_with_their_place(string name)
    {
        var file = Path.Combine(CaseFolder, name);
        var failure = Assert.Throws<MlOpsException>(() => RowReader.Open(file, name).Read().Count());
        Assert.Equal(File.ReadAllText(Path.ChangeExtension(file, ".expected.txt")).TrimEnd(), failure.Message);
    }

    public static TheoryData<string> Cases => [.. Directory.EnumerateFiles(CaseFolder).Select(file => Path.GetFileName(file)).Where(name => !name.EndsWith(".txt", StringComparison.Ordinal))];

    private static string CaseFolder => Path.Combine(Repository.Top, "tests/MlOps.Core.Tests/Text/Readers/cases");

    private RowReader Open(string name) => RowReader.Open(_folder.File(name), name);
}
