using MlOps.Diagnostics;
using MlOps.Reporting.Ci;
using MlOps.Testing;

namespace MlOps.Tests.Reporting.Ci;

public sealed class AnnotationTests : IDisposable
{
    private static readonly RepositoryPaths _paths = new("/srv/app/models", "/srv/app");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pipeline.yml", "models/pipeline.yml")]
    [InlineData("../data/mail.csv", "data/mail.csv")]
    [InlineData("/srv/app/pipeline.yml", "pipeline.yml")]
    [InlineData("./a//b.yml", "models/a/b.yml")]
    [InlineData("../../other/pipeline.yml", null)]
    [InlineData("/srv/application/pipeline.yml", null)]
    [InlineData("..", null)]
    [InlineData("mlops", null)]
    [InlineData("", null)]
    public void A_path_starts_at_the_repositorys_top_and_never_leads_out_of_it(string file, string? path) =>
        Assert.Equal(path, _paths.Of(file == "mlops" ? Location.None : new(file, 3, 1)));

    [Fact]
    public void The_top_is_the_nearest_folder_that_is_Gits()
    {
        _ = _folder.Write(".git/HEAD", "ref: refs/heads/main");
        _ = _folder.Write("module/.git", "gitdir: ../.git/modules/module");
        _ = _folder.Write("module/models/pipeline.yml", "");

        var paths = RepositoryPaths.Find(Path.Combine(_folder.Path, "module", "models"), "/elsewhere");

        Assert.Equal("models/pipeline.yml", paths.Of(new("pipeline.yml")));
    }

    [Fact]
    public void Without_Git_the_build_server_tells_the_top()
    {
        var (top, models) = (Path.Combine(Path.GetPathRoot(_folder.Path)!, "no-such-folder"), Path.Combine(Path.GetPathRoot(_folder.Path)!, "no-such-folder", "models"));

        Assert.Equal("models/pipeline.yml", RepositoryPaths.Find(models, top).Of(new("pipeline.yml")));
        Assert.Equal("pipeline.yml", RepositoryPaths.Find(models, null).Of(new("pipeline.yml")));
    }

    [Fact]
    public void A_gate_that_is_not_met_fills_the_columns_of_its_text()
    {
        var annotation = Assert.Single(Annotation.Of(SampleRuns.GateNotMet, _paths));

        // accuracy >= 0.99 is 16 characters, from column 9 on
        Assert.Equal(("models/pipeline.yml", 28, 9, 24), (annotation.Path, annotation.Line, annotation.Column, annotation.EndColumn));
        Assert.Equal((Severity.Error, "MLOPS4001: gate not met"), (annotation.Severity, annotation.Title));
    }

    [Fact]
    public void A_finding_outside_of_the_repository_has_no_place()
    {
        var annotation = Assert.Single(Annotation.Of([new Diagnostic(Rules.CannotWrite, new("/tmp/x", 3, 4), "no\nspace")], _paths));

        Assert.Equal(new Annotation(Rules.CannotWrite, null, 0, 0, 0, "no space"), annotation);
    }
}
