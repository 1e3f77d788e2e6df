using MlOps.Diagnostics;

namespace MlOps.Registry.Tests;

public sealed class ModelReferenceTests
{
    [Theory]
    [InlineData("mail-spam@Production", "mail-spam", null, Stage.Production)]
    [InlineData("mail-spam@Staging", "mail-spam", null, Stage.Staging)]
    [InlineData("a@12", "a", 12, null)]
    public void A_version_is_named_by_stage_or_by_number(string text, string model, int? version, Stage? stage)
    {
        var reference = ModelReference.Parse(text);

        Assert.Equal(new ModelReference(model, version, stage), reference);
        Assert.Equal(text, reference.ToString());
    }

    [Theory]
    [InlineData("mail-spam", "MLOPS5010")]
    [InlineData("mail-spam@", "MLOPS5010")]
    [InlineData("mail-spam@0", "MLOPS5010")]
    [InlineData("mail-spam@-1", "MLOPS5010")]
    [InlineData("mail-spam@1.0", "MLOPS5010")]
    [InlineData("mail-spam@None", "MLOPS5010")] // many versions can be in it
    [InlineData("mail-spam@Archived", "MLOPS5010")]
    [InlineData("../mail@1", "MLOPS5005")]
    [InlineData("@Production", "MLOPS5005")]
    [InlineData("a@b@1", "MLOPS5010")]
    public void Anything_else_is_refused(string text, string code) =>
        Assert.Equal(code, Assert.Throws<MlOpsException>(() => ModelReference.Parse(text)).Diagnostic.Rule.Code);

    [Fact]
    public void A_slip_of_the_finger_gets_a_hint() => Assert.EndsWith(
        "did you mean 'Production'?",
        Assert.Throws<MlOpsException>(() => ModelReference.Parse("mail-spam@production")).Diagnostic.Message,
        StringComparison.Ordinal);
}
