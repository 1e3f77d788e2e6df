using MlOps.Diagnostics;
using MlOps.Remote;
using MlOps.Spec;

namespace MlOps.Tests.Remote;

/// <summary>What counts as an address, and what of it is printed.</summary>
public sealed class RemoteAddressTests
{
    [Theory]
    [InlineData("https://host/data/mail.csv?v=1", "mail.csv", false, false)]
    [InlineData("https://host/data/bert.tar.gz", "bert.tar.gz", false, true)]
    [InlineData("s3://bucket/bert/", "", true, false)]
    [InlineData("s3://bucket", "", true, false)]
    [InlineData("s3://bucket/a#b?c%20d.csv", "a#b?c%20d.csv", false, false)]
    [InlineData("https://host/a%20b.csv", "a b.csv", false, false)]
    [InlineData("http://127.0.0.1:80/mail.csv", "mail.csv", false, false)]
    [InlineData("http://[::1]/mail.csv", "mail.csv", false, false)]
    [InlineData("http://localhost/mail.zip", "mail.zip", false, true)]
    public void An_address_is_a_file_an_archive_or_a_folder(string text, string name, bool isFolder, bool isArchive)
    {
        Assert.True(RemoteAddress.IsOne(text));
        var address = Parse(text);
        Assert.Equal((name, isFolder, isArchive), (address.Name, address.IsFolder, address.IsArchive));
    }

    [Theory]
    [InlineData("data/mail.csv")]
    [InlineData("C:/mail.csv")]
    [InlineData("mail-spam@Production")]
    [InlineData("ftp://host/mail.csv")]
    public void Other_texts_are_none(string text) => Assert.False(RemoteAddress.IsOne(text));

    [Theory]
    [InlineData("http://example.org/mail.csv", "is not encrypted")]
    [InlineData("http://127.0.0.1.example.org/mail.csv", "is not encrypted")]
    [InlineData("https://user:TOPSECRET@example.org/mail.csv", "holds a name or password")]
    [InlineData("https://", "is no address")]
    [InlineData("s3:///mail.csv", "names no bucket")]
    [InlineData("s3://a b/mail.csv", "names no bucket")]
    public void An_address_that_data_are_not_taken_from_is_refused_without_its_secrets(string text, string why)
    {
        var failure = Assert.Throws<MlOpsException>(() => Parse(text)).Diagnostic;
        Assert.Equal(Rules.BadAddress, failure.Rule);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("TOPSECRET", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_is_not_printed_and_an_address_out_of_the_environment_is_printed_as_the_pipeline_has_it()
    {
        Assert.Equal("https://host/mail.csv", Parse("https://host/mail.csv?X-Amz-Signature=TOPSECRET").Shown);
        var hidden = new SpecText("https://host/TOPSECRET/mail.csv", Location.None) { Shown = "${{ env.DATA }}" };
        Assert.Equal("${{ env.DATA }}", RemoteAddress.Parse(hidden).ToString());
    }

    private static RemoteAddress Parse(string text) => RemoteAddress.Parse(new SpecText(text, Location.None));
}
