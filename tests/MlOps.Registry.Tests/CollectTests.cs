using MlOps.Testing;

namespace MlOps.Registry.Tests;

/// <summary>What <c>models gc</c> finds in a folder.</summary>
public sealed class CollectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalRegistry _registry;

    public CollectTests()
    {
        _registry = new(_folder.File("registry"), TimeProvider.System);
        _ = _registry.Register(Candidates.Make(_folder.File("one"), "one"), CancellationToken.None);
        _ = _registry.Edit(Candidates.Model, new RegistryEdit.Attach(1, "notes.txt", _folder.Write("notes.txt", "x")), new("ada", "", ""));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_registry_in_which_nothing_went_wrong_has_nothing_to_remove()
    {
        Assert.Empty(_registry.Collect(remove: true, CancellationToken.None));
        _ = RegistryState.AssertSound(_folder.File("registry"));
    }

    [Fact]
    public void An_absent_registry_is_not_made() =>
        Assert.Empty(new LocalRegistry(_folder.File("absent"), TimeProvider.System).Collect(remove: true, CancellationToken.None));

    [Fact]
    public void What_killed_processes_left_is_listed_and_removed_and_nothing_else()
    {
        _ = _folder.Write("registry/models/mail-spam/2/model.onnx", "half");
        _ = _folder.Write("registry/attachments/mail-spam/1/left.txt", "abc");
        _ = _folder.Write("registry/attachments/mail-spam/7/left.txt", "abcd");
        _ = _folder.Write("registry/incoming/dead/model.onnx", "ab");
        _ = _folder.Write("registry/incoming/dead.lock", "");

        var listed = _registry.Collect(remove: false, CancellationToken.None);

        Assert.Equal(
            [("incoming/dead", 2L), ("models/mail-spam/2", 4), ("attachments/mail-spam/7", 4), ("attachments/mail-spam/1/left.txt", 3)],
            listed.Select(left => (Path.GetRelativePath(_folder.File("registry"), left.Path).Replace('\\', '/'), left.Bytes)));
        Assert.All(listed, left => Assert.True(Path.Exists(left.Path)));
        Assert.Equal(listed, _registry.Collect(remove: true, CancellationToken.None));
        Assert.All(listed, left => Assert.False(Path.Exists(left.Path)));
        Assert.Empty(_registry.Collect(remove: false, CancellationToken.None));
        Assert.True(File.Exists(_folder.File("registry/attachments/mail-spam/1/notes.txt")));
        _ = RegistryState.AssertSound(_folder.File("registry"));
    }
}
