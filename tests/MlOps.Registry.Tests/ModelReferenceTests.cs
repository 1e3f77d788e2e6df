using MlOps.Diagnostics;

namespace MlOps.Registry.Tests;

public sealed class ModelReferenceTests
{
    [Theory]
    [InlineData("mail-spam@Production", typeof(VersionSelector.InStage))]
    [InlineData("mail-spam@Staging", typeof(VersionSelector.InStage))]
    [InlineData("a@12", typeof(VersionSelector.Number))]
    [InlineData("mail-spam@champion", typeof(VersionSelector.Alias))]
    [InlineData("mail-spam@v3-candidate", typeof(VersionSelector.Alias))]
    [InlineData("mail-spam@latest", typeof(VersionSelector.Latest))]
    [InlineData("mail-spam@best(f1)", typeof(VersionSelector.Best))]
    [InlineData("mail-spam@best(f1.weighted)", typeof(VersionSelector.Best))]
    [InlineData("mail-spam@best(recall[spam])", typeof(VersionSelector.Best))]
    public void A_version_is_named_in_each_of_its_ways(string text, Type selector)
    {
        var reference = ModelReference.Parse(text);

        Assert.Equal(text[..text.IndexOf('@', StringComparison.Ordinal)], reference.Model);
        Assert.IsType(selector, reference.Selector);
        Assert.Equal(text, reference.ToString());
        Assert.Equal(reference, ModelReference.TryParse(text));
    }

    [Theory]
    [InlineData("mail-spam", "MLOPS5010")]
    [InlineData("mail-spam@", "MLOPS5010")]
    [InlineData("mail-spam@0", "MLOPS5010")]
    [InlineData("mail-spam@-1", "MLOPS5010")]
    [InlineData("mail-spam@1.0", "MLOPS5010")]
    [InlineData("mail-spam@v3", "MLOPS5010")] // MLflow refuses such an alias, too
    [InlineData("mail-spam@Latest", "MLOPS5010")]
    [InlineData("mail-spam@None", "MLOPS5010")] // many versions can be in it
    [InlineData("mail-spam@Archived", "MLOPS5010")]
    [InlineData("mail-spam@best(f2)", "MLOPS5010")]
    [InlineData("mail-spam@best(latency)", "MLOPS5010")] // stands for several values
    [InlineData("mail-spam@best(f1", "MLOPS5010")]
    [InlineData("../mail@1", "MLOPS5005")]
    [InlineData("@Production", "MLOPS5005")]
    [InlineData("a@b@1", "MLOPS5010")]
    public void Anything_else_is_refused(string text, string code)
    {
        Assert.Equal(code, Assert.Throws<MlOpsException>(() => ModelReference.Parse(text)).Diagnostic.Rule.Code);
        Assert.Null(ModelReference.TryParse(text));
    }

    [Theory]
    [InlineData("mail-spam@production", "did you mean 'Production'?")]
    [InlineData("mail-spam@LATEST", "did you mean 'latest'?")]
    public void A_slip_of_the_finger_gets_a_hint(string text, string hint) =>
        Assert.EndsWith(hint, Assert.Throws<MlOpsException>(() => ModelReference.Parse(text)).Diagnostic.Message, StringComparison.Ordinal);
}
