using MlOps.Diagnostics;
using MlOps.Hub;
using MlOps.Testing;

namespace MlOps.Tests.Hub;

public sealed class HubSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_cache_is_where_huggingface_hub_has_it()
    {
        Assert.Equal("/home/ada/.cache/huggingface/hub", Read(("HOME", "/home/ada")).Cache);
        Assert.Equal("/x/huggingface/hub", Read(("HOME", "/home/ada"), ("XDG_CACHE_HOME", "/x")).Cache);
        Assert.Equal("/hf/hub", Read(("XDG_CACHE_HOME", "/x"), ("HF_HOME", "/hf")).Cache);
        Assert.Equal("/home/ada/hf/hub", Read(("HOME", "/home/ada"), ("HF_HOME", "~/hf")).Cache);
        Assert.Equal("/cache", Read(("HF_HOME", "/hf"), ("HF_HUB_CACHE", "/cache")).Cache);
    }

    [Fact]
    public void The_token_comes_from_the_environment_before_the_file()
    {
        Assert.Null(Read(("HF_HOME", _folder.Path)).Token());
        _ = _folder.Write("token", "hf_file\n");
        Assert.Equal("hf_file", Read(("HF_HOME", _folder.Path)).Token());
        Assert.Equal("hf_environment", Read(("HF_HOME", _folder.Path), ("HF_TOKEN", " hf_environment ")).Token());
        Assert.Equal("hf_file", Read(("HF_HOME", "/hf"), ("HF_TOKEN_PATH", _folder.File("token"))).Token());
        Assert.DoesNotContain("hf_", Read(("HF_TOKEN", "hf_environment")).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("ON", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    public void Offline_is_said_as_huggingface_hub_reads_it(string value, bool isOffline) => Assert.Equal(isOffline, Read(("HF_HUB_OFFLINE", value)).IsOffline);

    [Fact]
    public void The_endpoint_may_be_another()
    {
        Assert.Equal("https://huggingface.co/", Read().Endpoint.AbsoluteUri);
        Assert.Equal("http://mirror/hf", Read(("HF_ENDPOINT", "http://mirror/hf/")).Endpoint.AbsoluteUri);
        var refusal = Assert.Throws<MlOpsException>(() => Read(("HF_ENDPOINT", "mirror")));
        Assert.Equal(Rules.HubFailed, refusal.Diagnostic.Rule);
    }

    private static HubSettings Read(params (string Name, string Value)[] variables) =>
        HubSettings.Read(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
