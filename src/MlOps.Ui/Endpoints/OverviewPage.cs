using MlOps.Registry;
using MlOps.Ui.Markup;
using MlOps.Ui.Models;
using MlOps.Ui.Runs;

namespace MlOps.Ui.Endpoints;

/// <summary><c>/</c>: what waits, the models, the last runs.</summary>
/// <param name="registry">The registry.</param>
/// <param name="runs">The runs.</param>
internal sealed class OverviewPage(ModelRegistry registry, RunIndex runs)
{
    private const int Shown = 10; // of the last runs

    /// <summary>Writes the page.</summary>
    public Page Write()
    {
        var (models, running) = (registry.Models(), runs.Running());
        var last = runs.Ids().Take(Shown).Select(id => runs.Summary(id, running)).ToList();
        return new("Overview", "/", Html.Of($"""
            {(running is null ? Html.Empty : Html.Of($"""<p class="notice">A run is at work: <a href="{Link.Run(running)}">{running}</a></p>"""))}
            {ModelListPage.Waiting(models)}
            {Parts.Section("models", "Models", models.Count == 0 ? ModelListPage.None() : ModelListPage.Table(models))}
            {Parts.Section("runs", "Last runs", last.Count == 0
                ? Html.Of($"""<p>There are no runs yet. <code>dotnet mlops run</code> makes one of the pipeline in its folder.</p>""")
                : Html.Of($"""{RunTable.Write("The last runs, the newest first", last, choose: false)}<p class="pages"><a href="/runs">All runs</a></p>"""))}
            """));
    }
}
