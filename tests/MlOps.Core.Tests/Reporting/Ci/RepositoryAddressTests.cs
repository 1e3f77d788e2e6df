using MlOps.Reporting.Ci;

namespace MlOps.Tests.Reporting.Ci;

public sealed class RepositoryAddressTests
{
    [Theory]
    [InlineData("https://github.com/octo-org/mail-spam", "github.com", "octo-org/mail-spam")]
    [InlineData("https://github.com/octo-org/mail-spam.git", "github.com", "octo-org/mail-spam")]
    [InlineData("https://user:secret@github.com/octo-org/mail-spam.git/", "github.com", "octo-org/mail-spam")]
    [InlineData("ssh://git@gitlab.example:2222/group/sub/mail-spam.git", "gitlab.example", "group/sub/mail-spam")]
    [InlineData("git@github.com:octo-org/mail-spam.git", "github.com", "octo-org/mail-spam")]
    [InlineData("git://github.com/octo-org/mail.spam", "github.com", "octo-org/mail.spam")]
    public void An_address_of_Git_tells_host_and_path(string address, string host, string path) =>
        Assert.Equal(new RepositoryAddress(host, path), RepositoryAddress.Parse(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/srv/git/mail-spam.git")]
    [InlineData("file:///srv/git/mail-spam.git")]
    [InlineData("https://github.com/mail-spam")]
    [InlineData("../mail-spam")]
    [InlineData("C:/git/mail-spam")]
    public void What_is_on_no_host_is_no_address(string? address) => Assert.Null(RepositoryAddress.Parse(address));
}
