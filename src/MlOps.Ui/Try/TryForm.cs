using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Registry;
using MlOps.Steps;
using MlOps.Ui.Markup;
using MlOps.Ui.Security;

namespace MlOps.Ui.Try;

/// <summary>The form in which a version is tried on typed text or a dropped file. It changes nothing, so that everybody may use it.</summary>
internal static class TryForm
{
    /// <summary>The part of the page that a new answer replaces.</summary>
    public const string Part = "answers";

    /// <summary>Writes the form and what it has given.</summary>
    /// <param name="version">The version that is tried.</param>
    /// <param name="viewer">Who looks at it.</param>
    /// <param name="tried">What the model has answered just now; null before it was asked.</param>
    public static Html Write(ModelVersion version, Viewer viewer, Html? tried = null)
    {
        var model = DescriptionOf(version);
        var reads = model?.Preparation.Input == InputKind.Image;
        return Html.Of($"""
            <form class="try" method="post" enctype="multipart/form-data" action="{Link.Version(version.Model, version.Version)}/try" data-try="{Part}">{viewer.FormKey}
            {(reads ? Html.Empty : Texts(model))}
            <label class="drop">{(reads ? "A picture: drop it here or choose it" : "Or a file of rows: drop it here or choose it")} <input type="file" name="file" data-most="{TryLimits.Bytes}" accept="{(reads ? "image/*" : ".csv,.tsv,.jsonl,.txt")}"/></label>
            <p class="buttons"><button class="primary">Predict</button> <button name="download" value="csv">Predict and download as CSV</button></p>
            </form>
            <div id="{Part}" class="answers" aria-live="polite">{tried ?? Html.Empty}</div>
            """);
    }

    private static Html Texts(ModelDescription? model) => Html.Of($"""
        <label>Text <textarea name="text" rows="4" maxlength="{TryLimits.Letters}" dir="auto"></textarea></label>
        {(model?.Preparation.PairColumn is { } pair ? Html.Of($"""<label>{pair} <textarea name="pair" rows="2" maxlength="{TryLimits.Letters}" dir="auto"></textarea></label>""") : Html.Empty)}
        """);

    // of a registry elsewhere the files may not be here yet: the form then asks for a text or a file
    private static ModelDescription? DescriptionOf(ModelVersion version)
    {
        try
        {
            return ModelDescription.Read(version.Folder);
        }
        catch (MlOpsException)
        {
            return null;
        }
    }
}
