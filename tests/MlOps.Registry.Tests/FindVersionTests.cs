using MlOps.Diagnostics;
using MlOps.Testing;

namespace MlOps.Registry.Tests;

/// <summary>A version as a base model: by its stage or number.</summary>
public sealed class FindVersionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalRegistry _registry;
    private readonly Registration _registered;

    public FindVersionTests()
    {
        _registry = new(_folder.File("registry"), TimeProvider.System);
        _registered = _registry.Register(Candidates.Make(_folder.File("model"), "first"), CancellationToken.None);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mail-spam@Production")]
    [InlineData("mail-spam@1")]
    [InlineData("mail-spam@latest")]
    [InlineData("mail-spam@best(accuracy)")]
    public void A_version_is_found_with_its_files(string reference)
    {
        var found = Find(reference)!;

        Assert.Equal((1, _registered.ContentHash), (found.Version, found.ContentHash));
        Assert.True(File.Exists(Path.Combine(found.Folder, "model.onnx")));
    }

    [Theory]
    [InlineData("mail-spam")]
    [InlineData("bert-base-uncased@main")] // may be a revision of the hub's
    [InlineData("bert-base-uncased@1")]
    [InlineData("bert-base-uncased@latest")]
    [InlineData("org/name@Production")]
    [InlineData("examples/bert-pico")]
    public void Another_form_names_no_version(string reference) => Assert.Null(Find(reference));

    [Theory]
    [InlineData("mail-spam@2", "holds no version 2")]
    [InlineData("mail-spam@main", "model 'mail-spam' has no alias 'main'")]
    [InlineData("mail-spam@best(roc-auc)", "no version of model 'mail-spam' has a value of 'roc-auc'")]
    [InlineData("mail-spam@Staging", "no version of model 'mail-spam' is in Staging")]
    [InlineData("mail-span@Production", "holds no model 'mail-span'; did you mean 'mail-spam'?")]
    public void A_version_that_is_not_there_is_refused(string reference, string why)
    {
        var refusal = Assert.Throws<MlOpsException>(() => Find(reference));
        Assert.Equal(Rules.UnknownModel, refusal.Diagnostic.Rule);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }

    private FoundModel? Find(string reference) => _registry.FindVersion(reference, CancellationToken.None);
}
