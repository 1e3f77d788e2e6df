using MlOps.Diagnostics;
using MlOps.Steps;
using MlOps.Testing;
using MlOps.Text.Readers;

namespace MlOps.Tests.Text.Readers;

public sealed class RowsFileTests
{
    [Fact]
    public void Rows_come_back_as_they_were_written()
    {
        PreparedRow[] rows =
        [
            new(1, "plain", ["ham"], new Dictionary<string, string>()),
            new(7, "\"quoted\"\nline two\tÅ 你 👍 \u2028 </script>", ["a", "b"], new Dictionary<string, string> { ["group"] = "x", ["sent at"] = "" }),
            new(long.MaxValue, "", [], new Dictionary<string, string> { ["Å"] = "\\" }),
        ];
        using var folder = new TemporaryFolder();
        using (var writer = new RowsFileWriter(folder.File("rows.jsonl")))
        {
            Array.ForEach(rows, writer.Write);
        }

        var read = RowsFile.Read(folder.File("rows.jsonl")).ToList();

        Assert.Equal(3, File.ReadAllText(folder.File("rows.jsonl")).Count(character => character == '\n'));
        Assert.Equivalent(rows, read, strict: true);
    }

    [Fact]
    public void A_line_that_is_no_row_is_reported_with_its_place()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("rows.jsonl", "{\"row\":1,\"text\":\"a\",\"labels\":[],\"columns\":{}}\n{\"row\":2,\"text\":null,\"labels\":[],\"columns\":{}}\n");

        var failure = Assert.Throws<MlOpsException>(() => RowsFile.Read(path).Count());

        Assert.Equal("MLOPS2005", failure.Diagnostic.Rule.Code);
        Assert.Equal(2, failure.Diagnostic.Location.Line);
    }
}
