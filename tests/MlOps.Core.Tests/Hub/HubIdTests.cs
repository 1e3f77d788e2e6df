using MlOps.Hub;

namespace MlOps.Tests.Hub;

public sealed class HubIdTests
{
    [Theory]
    [InlineData("bert-base-uncased", "bert-base-uncased", "main", "models--bert-base-uncased")]
    [InlineData("google-bert/bert-base-uncased", "google-bert/bert-base-uncased", "main", "models--google-bert--bert-base-uncased")]
    [InlineData("org/name@v1.0", "org/name", "v1.0", "models--org--name")]
    [InlineData("org/na.me_2@refs/pr/12", "org/na.me_2", "refs/pr/12", "models--org--na.me_2")]
    public void A_model_its_revision_and_its_folder_are_read(string text, string name, string revision, string folder)
    {
        var id = HubId.TryParse(text)!;
        Assert.Equal((name, revision, folder), (id.Name, id.Revision, id.CacheFolder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("./models/bert")]
    [InlineData("../bert")]
    [InlineData("/models/bert")]
    [InlineData("a/b/c")]
    [InlineData("org/")]
    [InlineData("org/name@")]
    [InlineData("org/name@../../x")]
    [InlineData("org/name@/x")]
    [InlineData("org/name@a//b")]
    [InlineData("org/..")]
    [InlineData("org/a--b")]
    [InlineData("org/a b")]
    [InlineData("org\\name")]
    [InlineData("org/name\n")]
    public void What_cannot_be_a_model_of_the_hub_is_none(string text) => Assert.Null(HubId.TryParse(text));
}
