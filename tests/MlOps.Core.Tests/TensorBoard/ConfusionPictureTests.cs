using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using MlOps.TensorBoard;

namespace MlOps.Tests.TensorBoard;

public sealed class ConfusionPictureTests
{
    [Fact]
    public void A_cell_is_the_darker_the_more_of_its_row_it_holds()
    {
        var labels = Enumerable.Range(0, 50).Select(i => $"label {i}").ToArray();
        var counts = Diagonal(50);
        counts[3] = [.. Enumerable.Range(0, 50).Select(i => i == 4 ? 3L : i == 3 ? 1L : 0L)];

        var picture = ConfusionPicture.Draw(labels, counts);

        Assert.Equal((800, 800), (picture.Width, picture.Height));
        Assert.Equal([8, 48, 107], Pixel(picture, 8, 8));           // all of row 0 in cell 0, each 16 pixels wide
        Assert.Equal([255, 255, 255], Pixel(picture, 8 + 16, 8));   // nothing
        Assert.Equal([193, 203, 218], Pixel(picture, 8 + 48, 8 + 48));  // a quarter of the way from white
        Assert.Equal([70, 100, 144], Pixel(picture, 8 + 64, 8 + 48));   // three quarters
    }

    [Fact]
    public void Labels_and_counts_are_written_while_there_is_room()
    {
        string[] labels = ["ham", "spam"];
        var picture = ConfusionPicture.Draw(labels, [[90, 10], [0, 0]]);
        var renamed = ConfusionPicture.Draw(["ham", "spaw"], [[90, 10], [0, 0]]);
        var recounted = ConfusionPicture.Draw(labels, [[90, 10], [0, 1]]);

        Assert.NotEqual(Bytes(picture), Bytes(renamed));
        Assert.NotEqual(Bytes(picture), Bytes(recounted));
        Assert.Equal((picture.Width, picture.Height), (renamed.Width, renamed.Height));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(41)]
    [InlineData(ConfusionPicture.MostLabels)]
    public void Every_number_of_labels_fits_a_page(int labels)
    {
        var picture = ConfusionPicture.Draw([.. Enumerable.Range(0, labels).Select(i => $"a label with quite a long name {i} é")], Diagonal(labels));

        Assert.InRange(picture.Width, 1, 2000);
        Assert.InRange(picture.Height, 1, 2000);
    }

    [Fact]
    public void A_png_holds_the_pixels_behind_headers_and_checksums_of_the_standard()
    {
        var picture = new Canvas(3, 2);
        picture.Fill(1, 0, 1, 2, new(200, 100, 50));

        var png = PngFile.Encode(picture);

        Assert.Equal([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], png[..8]);
        Assert.Equal([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82], png[^12..]); // the end of every PNG file
        Assert.Equal("IHDR", Encoding.ASCII.GetString(png, 12, 4));
        Assert.Equal([0, 0, 0, 3, 0, 0, 0, 2, 8, 2, 0, 0, 0], png[16..29]);
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        Assert.Equal("IDAT", Encoding.ASCII.GetString(png, 37, 4));
        using var zlib = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        using var pixels = new MemoryStream();
        zlib.CopyTo(pixels);
        byte[] row = [0, 255, 255, 255, 200, 100, 50, 255, 255, 255];
        Assert.Equal([.. row, .. row], pixels.ToArray());
    }

    private static long[][] Diagonal(int classes) =>
        [.. Enumerable.Range(0, classes).Select(truth => Enumerable.Range(0, classes).Select(predicted => predicted == truth ? 1L : 0L).ToArray())];

    private static byte[] Pixel(Canvas picture, int x, int y) => picture.Row(y).Slice(x * 3, 3).ToArray();

    private static byte[] Bytes(Canvas picture) => [.. Enumerable.Range(0, picture.Height).SelectMany(y => picture.Row(y).ToArray())];
}
