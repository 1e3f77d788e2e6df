using System.Security.Cryptography;
using MlOps.Diagnostics;
using MlOps.Steps;
using MlOps.Testing;

namespace MlOps.Vision.Tests;

public sealed class PicturePreprocessTests : IDisposable
{
    private readonly PicturePipeline _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public void A_folder_with_a_sub_folder_a_label_becomes_rows_of_paths_and_hashes_of_their_bytes()
    {
        _pipeline.Draw("pets", labels: 2, pictures: 20);
        _ = _pipeline.Write("pets/0/notes.txt", "no picture");

        var card = _pipeline.Prepare("{ data: pets, image: file }").Data!;

        var rows = _pipeline.Rows();
        Assert.Equal(40, rows.Count);
        Assert.All(rows, row => Assert.Equal(Sha256(_pipeline.File($"pets/{row.Text}")), row.Sha256));
        Assert.All(rows, row => Assert.Equal([row.Text[..1]], row.Labels));
        Assert.Equal((InputKind.Image, "file"), (card.Preparation.Input, card.Preparation.TextColumn));
        Assert.Equal(PicturePipeline.Height, card.Splits[0].Lengths["p50"]);
        Assert.Contains("- image: `file`\n", File.ReadAllText(Path.Combine(_pipeline.Output, "DATA_CARD.md")), StringComparison.Ordinal);
        Assert.All(card.Splits, split => Assert.Equal(split.Classes["0"], split.Classes["1"]));
    }

    [Theory]
    [InlineData("csv", "photo,kind\n{0}\n", "{0},{1}")]
    [InlineData("tsv", "photo\tkind\n{0}\n", "{0}\t{1}")]
    [InlineData("jsonl", "{0}\n", "{{\"photo\": \"{0}\", \"kind\": \"{1}\"}}")]
    public void A_column_of_paths_starts_at_the_data_file(string ending, string file, string row)
    {
        _pipeline.Draw("data/img", labels: 2, pictures: 10);
        var rows = Enumerable.Range(0, 20).Select(i => string.Format(null, row, $"img/{i % 2}/{i / 2}.png", i % 2));
        _ = _pipeline.Write($"data/all.{ending}", string.Format(null, file, string.Join('\n', rows)));

        _ = _pipeline.Prepare($"{{ data: data/all.{ending}, image: photo, label: kind }}");

        Assert.Equal(20, _pipeline.Rows().Count);
        Assert.All(_pipeline.Rows(), prepared => Assert.Equal(_pipeline.File($"data/{prepared.Text}"), _pipeline.Paths.Of(prepared).Path));
    }

    [Fact]
    public void Rows_of_split_files_find_their_pictures_beside_their_own_file()
    {
        _pipeline.Draw("a/img", labels: 2, pictures: 10);
        _pipeline.Draw("b/img", labels: 2, pictures: 10, seed: 2);
        foreach (var folder in (string[])["a", "b"])
        {
            _ = _pipeline.Write($"{folder}/rows.csv", "photo,label\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"img/{i % 2}/{i / 2}.png,{i % 2}\n")));
        }

        _ = _pipeline.Prepare("{ image: photo, split: { train: a/rows.csv, test: b/rows.csv } }");

        Assert.All(_pipeline.Rows("test"), row => Assert.Equal(_pipeline.File($"b/{row.Text}"), _pipeline.Paths.Of(row).Path));
        Assert.All(_pipeline.Rows("validation"), row => Assert.Equal(_pipeline.File($"a/{row.Text}"), _pipeline.Paths.Of(row).Path));
    }

    [Fact]
    public void A_broken_picture_stops_the_run_by_its_name_or_is_dropped()
    {
        _pipeline.Draw("pets", labels: 2, pictures: 10);
        _ = _pipeline.Write("pets/1/cut.jpg", "no picture");

        var failure = Assert.Throws<MlOpsException>(() => _pipeline.Prepare("{ data: pets, image: file }"));
        var card = _pipeline.Prepare("{ data: pets, image: file, drop: [broken] }").Data!;

        Assert.StartsWith("pets/1/cut.jpg: error MLOPS2012: this is no picture that can be decoded", failure.Diagnostic.ToString(), StringComparison.Ordinal);
        Assert.Equal((21, 1L), (card.RowsRead, card.Dropped["broken"]));
    }

    [Fact]
    public void A_picture_that_is_not_there_stops_the_run_also_where_broken_ones_are_dropped()
    {
        _ = _pipeline.Write("rows.csv", "photo,label\ngone.png,a\n");

        var failure = Assert.Throws<MlOpsException>(() => _pipeline.Prepare("{ data: rows.csv, image: photo, drop: [broken] }"));

        Assert.Equal("gone.png: error MLOPS2002: there is no picture here", failure.Diagnostic.ToString());
    }

    [Fact]
    public void Pictures_of_the_same_bytes_are_duplicates_whatever_their_names()
    {
        _pipeline.Draw("pets", labels: 2, pictures: 10);
        File.Copy(_pipeline.File("pets/0/3.png"), _pipeline.File("pets/0/again.png"));

        var card = _pipeline.Prepare("{ data: pets, image: file, drop: [duplicates] }").Data!;

        Assert.Equal(1, card.Dropped["duplicates"]);
        Assert.Equal(20, _pipeline.Rows().Count);
    }

    [Fact]
    public void The_data_hash_is_of_the_content_not_of_the_place()
    {
        _pipeline.Draw("one/pets", labels: 2, pictures: 10);
        _pipeline.Draw("two/pets", labels: 2, pictures: 10);
        _pipeline.Draw("three/pets", labels: 2, pictures: 10, seed: 5);

        string HashOf(string folder) => _pipeline.Prepare($"{{ data: {folder}/pets, image: file }}").Data!.DataHash;

        Assert.Equal(HashOf("one"), HashOf("two"));
        Assert.NotEqual(HashOf("one"), HashOf("three"));
    }

    [Theory]
    [InlineData("text: body", "'text' stands beside 'image'")]
    [InlineData("clean: [lowercase]", "'clean' stands beside 'image'")]
    [InlineData("redact: [email]", "'redact' stands beside 'image'")]
    [InlineData("pair: other", "'pair' stands beside 'image'")]
    [InlineData("drop: [near-duplicates]", "'drop: near-duplicates' stands beside 'image'")]
    [InlineData("tags: kinds", "'tags' stands beside 'image'")]
    public void What_is_for_texts_only_is_refused_beside_pictures(string setting, string message) =>
        Assert.Contains(message, PicturePipeline.MistakeOf($"{{ data: pets, image: file, {setting} }}"), StringComparison.Ordinal);

    [Fact]
    public void Broken_pictures_are_dropped_of_pictures_only() =>
        Assert.Contains("'drop' holds 'broken' and the step reads texts", PicturePipeline.MistakeOf("{ data: rows.csv, drop: [broken] }"), StringComparison.Ordinal);

    [Fact]
    public void An_empty_folder_says_what_was_expected()
    {
        _ = Directory.CreateDirectory(_pipeline.File("pets/0"));

        var failure = Assert.Throws<MlOpsException>(() => _pipeline.Prepare("{ data: pets, image: file }"));

        Assert.StartsWith("pets: error MLOPS2005: the folder holds no pictures; expected a sub-folder a label", failure.Diagnostic.ToString(), StringComparison.Ordinal);
    }

    private static string Sha256(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
