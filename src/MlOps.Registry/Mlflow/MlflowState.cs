using MlOps.Registry.Mlflow.Wire;

namespace MlOps.Registry.Mlflow;

/// <summary>A registered model as it was read from the server.</summary>
/// <param name="Model">As the registry shows it.</param>
/// <param name="Versions">Its versions as the server has them.</param>
/// <param name="HistoryRun">The run that keeps its history; null where nothing is written yet.</param>
internal sealed record MlflowState(RegisteredModel Model, IReadOnlyList<MlflowVersion> Versions, string? HistoryRun)
{
    private const string Someone = "another MLflow client";

    /// <summary>A version as the server has it.</summary>
    /// <param name="number">Its number.</param>
    public MlflowVersion Raw(int number) => Versions.First(version => MlflowModels.NumberOf(version) == number);

    /// <summary>
    /// The lines that the history lacks: for what another client has registered or moved, and for what a process had done that was killed
    /// before it could write its line.
    /// </summary>
    /// <param name="model">The model, with the versions and the history that are to fit.</param>
    public IReadOnlyList<HistoryEntry> Unwritten(RegisteredModel model)
    {
        var lines = new List<HistoryEntry>();
        foreach (var version in model.Versions)
        {
            var last = model.History.LastOrDefault(entry => entry.Version == version.Version && entry.Action is HistoryAction.Registered or HistoryAction.Moved or HistoryAction.RolledBack);
            if (last is null)
            {
                var by = version.By.Length > 0 ? version.By : Someone;
                lines.Add(new(version.Version, HistoryAction.Registered, null, Stage.None, version.At, new(by, version.Run, "found on the server")));
            }

            var known = last?.To ?? Stage.None;
            if (known != version.Stage)
            {
                var at = DateTimeOffset.FromUnixTimeMilliseconds(Raw(version.Version).LastUpdatedTimestamp);
                lines.Add(new(version.Version, HistoryAction.Moved, known, version.Stage, at, new(Someone, "", "found so on the server")));
            }
        }

        return lines;
    }
}
