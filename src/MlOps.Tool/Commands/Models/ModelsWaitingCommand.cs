using System.CommandLine;
using MlOps.Registry;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models waiting</c>: the versions that wait for people.</summary>
internal static class ModelsWaitingCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame) => frame.Create("waiting", "List the versions that wait for approval", (_, registry, _) =>
    {
        var waiting = registry.Models().SelectMany(model => model.Versions.Where(version => version.Waiting is not null).Select(version => (Model: model, Version: version))).ToList();
        var table = new TextTable("model", "version", "waits").Add(waiting.Select(entry => new[]
        {
            entry.Model.Name, ModelsText.Number(entry.Version.Version), Describe(entry.Version.Waiting!),
        }));
        return new(
            table.IsEmpty ? "no version waits" : ModelsText.Trimmed(table),
            json => ModelsJson.Array(json, "versions", waiting, entry => ModelsJson.Version(json, entry.Model, entry.Version)));
    });

    /// <summary>What a version waits for, in words.</summary>
    public static string Describe(Waiting waiting)
    {
        var given = string.Join(", ", waiting.Approvals.Select(approval => ModelsText.OneLine(approval.By)));
        return FormattableString.Invariant(
            $"{Plural.Of(waiting.Missing, "approval")} more for {waiting.Stage}, asked for by {ModelsText.OneLine(waiting.By)} on {waiting.At:yyyy-MM-dd}{(given.Length > 0 ? $"; approved by {given}" : "")}");
    }
}
