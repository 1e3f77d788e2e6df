using System.Net;
using System.Text;
using MlOps.Inference;
using MlOps.Registry;
using MlOps.Testing;
using MlOps.Ui.Tests.Browsing;
using MlOps.Ui.Tests.Sample;

namespace MlOps.Ui.Tests;

public sealed class TryTests(Browser browser)
{
    [Fact]
    public async Task A_typed_text_is_answered_with_the_probabilities_that_the_predictor_gives()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        var expected = Predict(page, "a b c");
        var tab = browser.Open().Go(page.At("/models/mail-spam/3"));

        tab.Find("textarea[name=text]").SendKeys("a b c");
        tab.Press("Predict");

        tab.UntilTextIs("#answers", "probability");
        var likeliest = expected[0] >= expected[1] ? 0 : 1;
        Assert.Equal(likeliest == 0 ? "ham" : "spam", tab.Find("#answers strong").Text);
        Assert.Equal(expected.OrderDescending().Select(value => value.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture)), tab.Texts("#answers td.number"));
        Assert.Equal("/models/mail-spam/3", tab.Address.AbsolutePath);
        Assert.Empty(tab.Complaints());
    }

    [Fact]
    public async Task Without_scripts_the_same_form_gives_the_same_answer()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        using var client = new RawClient(page);

        var answer = await client.PostAsync("/models/mail-spam/3/try", new() { ["text"] = "a b c" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(Predict(page, "a b c").Max().ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture), await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dropped_file_is_answered_row_by_row()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        var tab = browser.Open().Go(page.At("/models/mail-spam"));

        Drop(tab, "rows.csv", "text,who\na b,ada\n\"<script>x</script>, c\",<b>\n"u8.ToArray());

        tab.UntilTextIs("#answers", "2 rows");
        Assert.Equal(["1", "2"], tab.Texts("#answers tbody th"));
        Assert.Equal(["a b", "ada", "<script>x</script>, c", "<b>"], tab.Texts("#answers td.text"));
        Assert.Empty(tab.Complaints());
    }

    [Fact]
    public async Task A_dropped_picture_is_answered()
    {
        await using var page = await ServedPage.StartAsync((_, registry) => PictureModel.Register(registry));
        var tab = browser.Open().Go(page.At("/models/shapes"));

        Drop(tab, "one.png", Picture());
        tab.UntilTextIs("#answers", "probability");
        Assert.Equal(["circle", "square"], tab.Texts("#answers tbody code").Order());

        Drop(tab, "one.png", "no picture"u8.ToArray());
        tab.UntilTextIs("#answers", "MLOPS2012");
    }

    [Fact]
    public async Task Answers_are_downloaded_as_csv_with_the_columns_of_the_rows()
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        using var client = new RawClient(page);
        var form = new MultipartFormDataContent { { new StringContent(await client.KeyAsync()), "key" }, { new StringContent("csv"), "download" } };
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes("id,text\n7,\"a, b\"\n8,c\n")), "file", "rows.csv");

        var answer = await client.SendAsync(client.Form("/models/mail-spam/3/try", form));

        Assert.Equal("attachment; filename=\"mail-spam-3.csv\"", answer.Content.Headers.ContentDisposition!.ToString());
        var lines = (await answer.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n');
        Assert.Equal("id,text,prediction,probability", lines[0]);
        Assert.StartsWith("7,\"a, b\",", lines[1], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Theory]
    [InlineData("", "", "type a text, or drop a file")]
    [InlineData("rows.csv", "body\nx\n", "the row has no column 'text'")]
    [InlineData("rows.csv", "text\n", "holds no rows")]
    [InlineData("rows.zip", "x", "are not read here")]
    public async Task What_cannot_be_answered_says_why(string name, string content, string why)
    {
        await using var page = await ServedPage.StartAsync(SampleModels.Fill);
        using var client = new RawClient(page);
        var form = new MultipartFormDataContent { { new StringContent(await client.KeyAsync()), "key" } };
        if (name.Length > 0)
        {
            form.Add(new StringContent(content), "file", name);
        }

        var answer = await client.SendAsync(client.Form("/models/mail-spam/3/try?part=answers", form));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(why, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    private static void Drop(Tab tab, string name, byte[] bytes) => tab.Run(
        """
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(atob(arguments[1]), c => c.charCodeAt(0))], arguments[0]));
        document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
        """,
        name,
        Convert.ToBase64String(bytes));

    private static float[] Predict(ServedPage page, string text)
    {
        using var predictor = Predictor.Open(page.Registry.Find(ModelReference.Parse("mail-spam@3")).Folder);
        return predictor.PredictRaw([text])[0].Probabilities;
    }

    private static byte[] Picture() => File.ReadAllBytes(Directory.GetFiles(Path.Combine(Repository.Top, "tests", "MlOps.Vision.Tests", "pictures"), "*.png").Order(StringComparer.Ordinal).First());
}
