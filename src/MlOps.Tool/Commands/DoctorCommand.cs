using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using MlOps.Hub;
using MlOps.Inference;
using MlOps.Metrics;
using MlOps.Reporting.Ci;
using MlOps.Running;
using MlOps.Tool.Output;
using MlOps.Training;
using MlOps.Vision;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops doctor</c>: what was found on this machine, what was chosen, and what is missing.</summary>
internal static class DoctorCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var command = new Command("doctor", "Say what was found on this machine and what was chosen for it");
        command.SetAction(_ =>
        {
            var machine = MachineFacts.Read(tool.Environment, BuiltFrom.HasOwnLibtorch);
            var torch = TorchSetup.Read();
            var onnx = OnnxRuntimeSetup.Read();
            var rows = new List<string[]>
            {
                new[] { "mlops", Version() },
                new[] { ".NET", $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}" },
                new[] { "built from", $"TorchSharp from {BuiltFrom.TorchSharp}, ONNX Runtime from {BuiltFrom.OnnxRuntime}, Octokit from {BuiltFrom.Octokit}" },
                new[] { "CPU", machine.Describe()["cpu"] },
                new[] { "GPU", machine.Cuda.IsUsable ? machine.Cuda.LookedFor : $"none; looked for {machine.Cuda.LookedFor}" },
                new[] { "bf16 on the CPU", machine.CpuHasBf16 ? "yes" : "no" },
            };
            rows.AddRange(torch.Facts.Select(fact => new[] { fact.Name, fact.Value }));
            rows.AddRange(onnx.Facts.Select(fact => new[] { fact.Name, fact.Value }));
            rows.Add(["pictures", PictureDecoder.Describe()]);
            rows.AddRange(Hub(tool));
            rows.Add(["disk space here", MetricText.Of(new DriveInfo(tool.Folder).AvailableFreeSpace, MetricUnit.Bytes)]);
            rows.Add(["build server", CiDetector.Find(tool.Environment)?.ToString() ?? "none"]);
            foreach (var row in rows)
            {
                tool.Out.WriteLine($"{row[0],-18} {row[1]}");
            }

            return torch.Works && onnx.Works ? ExitCode.Passed : ExitCode.StepFailed;
        });
        return command;
    }

    // whether there is a token, and nothing of it
    private static IEnumerable<string[]> Hub(ToolContext tool)
    {
        var settings = HubSettings.Read(tool.Environment);
        yield return ["base models from", $"{settings.Endpoint}, {(settings.Token() is null ? "without a token" : "with a token")}{(settings.IsOffline ? "; offline: the cache alone" : "")}"];
        yield return ["their cache", $"{settings.Cache}{(Directory.Exists(settings.Cache) ? "" : ", empty")}"];
    }

    private static string Version() => typeof(DoctorCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
