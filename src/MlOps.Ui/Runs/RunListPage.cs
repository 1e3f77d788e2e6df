using MlOps.Reporting;
using MlOps.Ui.Markup;

namespace MlOps.Ui.Runs;

/// <summary><c>/runs</c>: the runs, the newest first, a hundred at a time.</summary>
/// <param name="runs">The runs.</param>
internal sealed class RunListPage(RunIndex runs)
{
    private const int PerPage = 100;

    /// <summary>Writes the page.</summary>
    /// <param name="before">Only runs older than this id; empty for the newest.</param>
    public Page Write(string before)
    {
        var ids = runs.Ids();
        var (running, older) = (runs.Running(), ids.Where(id => before.Length == 0 || string.CompareOrdinal(id, before) < 0).ToList());
        var shown = older.Take(PerPage).Select(id => runs.Summary(id, running)).ToList();
        return new("Runs", "/runs", shown.Count == 0 ? None(before) : List(shown, ids.Count, hasOlder: older.Count > PerPage, before));
    }

    private static Html None(string before) => before.Length == 0
        ? Html.Of($"""<section><p>There are no runs yet. <code>dotnet mlops run</code> makes one of the pipeline in its folder.</p></section>""")
        : Html.Of($"""<section><p>There are no older runs. <a href="/runs">The newest</a></p></section>""");

    private static Html List(List<RunSummary> shown, int all, bool hasOlder, string before) => Html.Of($"""
        <section><form action="/compare">
        <div class="tools"><p class="muted">{Quantity.Count(all)} runs. Choose two to four and compare them.</p><button>Compare</button></div>
        {RunTable.Write("Runs, the newest first", shown, choose: true)}
        </form>
        <p class="pages">{(before.Length > 0 ? Html.Of($"""<a href="/runs">Newest</a>""") : Html.Empty)} {(hasOlder ? Html.Of($"""<a href="{Link.Query("/runs", ("before", shown[^1].Id))}">Older</a>""") : Html.Empty)}</p>
        </section>
        """);
}
