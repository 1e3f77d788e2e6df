using MlOps.Ui.Assets;
using MlOps.Ui.Security;

namespace MlOps.Ui.Markup;

/// <summary>Lays the frame around a page: head, navigation, heading.</summary>
internal static class PageFrame
{
    private static readonly (string Name, string Address)[] Areas = [("Overview", "/"), ("Models", "/models"), ("Runs", "/runs"), ("Compare", "/compare")];

    /// <summary>Writes the whole document.</summary>
    /// <param name="page">The page.</param>
    /// <param name="viewer">Who looks at it.</param>
    public static Html Write(Page page, Viewer viewer) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>{page.Title} · mlops</title>
        <link rel="icon" href="{AssetFiles.Address("icon.svg")}" type="image/svg+xml"/>
        <link rel="stylesheet" href="{AssetFiles.Address("page.css")}"/>
        <script type="module" src="{AssetFiles.Address("page.mjs")}"></script>
        </head>
        <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header class="bar">
        <a class="brand" href="/">mlops</a>
        <nav aria-label="Main"><ul>{Areas.Select(area => Area(area, page.Area))}</ul></nav>
        {Rights(viewer)}
        </header>
        <main id="content" tabindex="-1">
        {Trail(page)}
        <div class="heading"><h1>{page.Title}</h1>{page.Beside}</div>
        {page.Body}
        </main>
        </body>
        </html>

        """);

    private static Html Area((string Name, string Address) area, string current) => area.Address == current
        ? Html.Of($"""<li><a href="{area.Address}" aria-current="page">{area.Name}</a></li>""")
        : Html.Of($"""<li><a href="{area.Address}">{area.Name}</a></li>""");

    private static Html Rights(Viewer viewer) => viewer switch
    {
        { MayEdit: true } => Html.Of($"""<form class="rights" method="post" action="/sign-out">{viewer.FormKey}<span class="tag writing">may change</span> <button class="quiet">Sign out</button></form>"""),
        { CanSignIn: true } => Html.Of($"""<p class="rights"><span class="tag">read-only</span> <a href="/sign-in">Sign in</a></p>"""),
        _ => Html.Of($"""<p class="rights"><span class="tag">read-only</span></p>"""),
    };

    private static Html Trail(Page page) => page.Trail.Count == 0
        ? Html.Empty
        : Html.Of($"""<nav class="trail" aria-label="Breadcrumb"><ol>{page.Trail.Select(step => Html.Of($"""<li><a href="{step.Address}">{step.Name}</a></li>"""))}</ol></nav>""");
}
