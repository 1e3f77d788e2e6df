using MlOps.Diagnostics;
using MlOps.Testing;

namespace MlOps.Registry.Tests;

public sealed class ModelNameTests
{
    public static TheoryData<string> Hostile { get; } =
    [
        "", ".", "..", "../up", "a/b", "a\\b", "/etc", "C:", "a:b", " a", "a ", "a\n", "a\0b", "-a", "a-", ".a", "a.", "A", "spåm",
        "con", "nul.txt", "com1", "lpt9.a", "~", "$HOME", "a b", "a'; DROP TABLE version; --", "*", "?", new string('a', 65),
    ];

    [Theory]
    [InlineData("a")]
    [InlineData("mail-spam")]
    [InlineData("mail_spam.v2")]
    [InlineData("console")]
    [InlineData("7")]
    public void Plain_names_are_names(string name) => Assert.Equal(name, ModelName.Check(name));

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_name_that_is_no_folder_everywhere_is_refused_before_anything_is_written(string name)
    {
        using var folder = new TemporaryFolder();
        var registry = new LocalRegistry(folder.File("registry"), TimeProvider.System);
        var candidate = Candidates.Make(folder.File("model"), "one") with { Model = name };

        Assert.False(ModelName.IsValid(name));
        var failure = Assert.Throws<MlOpsException>(() => registry.Register(candidate, CancellationToken.None));

        Assert.Equal(Rules.BadModelName, failure.Diagnostic.Rule);
        Assert.Equal(["model"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }
}
