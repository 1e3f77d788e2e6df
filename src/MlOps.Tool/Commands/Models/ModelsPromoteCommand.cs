using System.CommandLine;
using MlOps.Registry;
using MlOps.Registry.Promotion;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models promote</c>: gives a version a stage when the gates recorded with it hold.</summary>
internal static class ModelsPromoteCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame)
    {
        var reference = ModelsFrame.Reference();
        var stage = new Argument<string>("STAGE") { Description = "Staging or Production", DefaultValueFactory = _ => nameof(Stage.Production) }.AcceptOnlyFromAmong([.. VersionSelector.StageNames]);
        var force = new Option<bool>("--force") { Description = "Promote although a gate is not met; needs --reason, and the history keeps both" };
        var reason = ModelsFrame.Reason();
        var command = frame.Create("promote", "Give a version a stage when the gates recorded with it hold", (parsed, registry, _) =>
        {
            var version = registry.Find(ModelReference.Parse(parsed.GetValue(reference)!));
            var asked = Enum.Parse<Stage>(parsed.GetValue(stage)!);
            var result = new Promoter(registry).Promote(version, asked, frame.By(parsed.GetValue(reason)), parsed.GetValue(force));
            return Answer(registry, result, asked);
        }, [reference, stage, force, reason]);
        command.Validators.Add(result =>
        {
            if (result.GetValue(force) && string.IsNullOrWhiteSpace(result.GetValue(reason)))
            {
                result.AddError("--force needs --reason \"...\": the history says why gates were overruled");
            }
        });
        return command;
    }

    private static ModelsAnswer Answer(ModelRegistry registry, PromotionResult result, Stage asked)
    {
        var name = ModelsText.Name(result.Version);
        var said = result.Edit is null ? $"{name} stays in {result.Version.Stage}: a gate is not met; to overrule it: --force --reason \"...\""
            : ModelsMoved.Text(result.Edit, result.Version, asked);
        var gates = result.Gates.Select(gate => $"{(gate.Passed ? "met" : "not met")}: {ModelsText.OneLine(gate.Message)}\n");
        return new(string.Concat(gates) + said, json =>
        {
            json.WriteBoolean("promoted", result.Version.Stage == asked);
            ModelsJson.Array(json, "gates", result.Gates, gate => ModelsJson.Gate(json, gate));
            ModelsMoved.Write(json, registry, result.Version, result.Edit?.Replaced);
        })
        {
            ExitCode = result.Edit is null ? ExitCode.GateNotMet : ExitCode.Passed,
        };
    }
}
