using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.Registry;
using MlOps.Registry.Verification;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models verify</c>: looks for tampering and damage.</summary>
internal static class ModelsVerifyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame)
    {
        var name = new Argument<string?>("NAME") { Description = "A registered model (default: all of them)", Arity = ArgumentArity.ZeroOrOne };
        var head = new Option<string?>("--head") { Description = "A hash that 'verify' or 'history' printed before: it must still be in the history of NAME", HelpName = "HASH" };
        var command = frame.Create("verify", "Check every file's hash and the chain of the history", (parsed, registry, ct) =>
        {
            var models = parsed.GetValue(name) is { } one ? [registry.Show(one)] : registry.Models();
            var checks = models.Select(model => (Model: model, Problems: new ModelVerifier(registry).Check(model, parsed.GetValue(head), ct))).ToList();
            return Answer(checks);
        }, [name, head]);
        command.Validators.Add(result =>
        {
            if (result.GetValue(head) is not null && result.GetValue(name) is null)
            {
                result.AddError("--head needs NAME: every model has a history of its own");
            }
        });
        return command;
    }

    private static ModelsAnswer Answer(List<(RegisteredModel Model, IReadOnlyList<string> Problems)> checks)
    {
        var lines = checks.SelectMany(check => check.Problems.Count == 0
            ? [$"{check.Model.Name}: {Plural.Of(check.Model.Versions.Count, "version")}, {Plural.Of(check.Model.History.Count, "line")} of history, all as written; head {check.Model.Head.Hash}"]
            : check.Problems.Select(problem => new Diagnostic(Rules.RegistryTampered, Location.None, $"{check.Model.Name}: {problem}").ToString()));
        return new(checks.Count == 0 ? "no models yet" : string.Join('\n', lines.Select(LogText.Of)), json => ModelsJson.Array(json, "models", checks, check => ModelsJson.Object(json, () =>
        {
            json.WriteString("name", check.Model.Name);
            json.WriteNumber("versions", check.Model.Versions.Count);
            json.WriteNumber("lines", check.Model.History.Count);
            json.WriteString("head", check.Model.Head.Hash);
            ModelsJson.Array(json, "problems", check.Problems, json.WriteStringValue);
        })))
        {
            ExitCode = checks.Any(check => check.Problems.Count > 0) ? ExitCode.StepFailed : ExitCode.Passed,
        };
    }
}
