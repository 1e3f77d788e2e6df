using MlOps.Testing;

namespace TorchSharp.Tests.PublicApi;

public sealed class PublicApiTests
{
    /// <summary>
    /// torchsharp-0.107.txt was made by <see cref="ApiListing"/> from the assembly in TorchSharp's package, version 0.107.0: what that
    /// library shows of the types that the stand-in has.
    /// </summary>
    [Fact]
    public void Every_member_of_the_stand_in_is_one_of_TorchSharp()
    {
        var published = File.ReadAllLines(Path.Combine(Repository.Top, "tests/TorchSharp.Tests/PublicApi/torchsharp-0.107.txt")).ToHashSet();
        Assert.Equal([], ApiListing.Of(typeof(torch).Assembly).Except(published));
    }
}
