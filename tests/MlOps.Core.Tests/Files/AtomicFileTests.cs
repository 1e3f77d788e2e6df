using MlOps.Files;
using MlOps.Testing;

namespace MlOps.Tests.Files;

public sealed class AtomicFileTests
{
    [Fact]
    public void Threads_that_write_and_read_one_file_see_it_whole()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("ref");
        string[] contents = [.. Enumerable.Range(0, 8).Select(writer => new string((char)('a' + writer), 5000))];
        AtomicFile.WriteText(path, contents[0]);

        _ = Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, turn =>
        {
            AtomicFile.WriteText(path, contents[turn % contents.Length]);
            Assert.Contains(File.ReadAllText(path), contents);
        });

        Assert.Equal(["ref"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }
}
