namespace MlOps.Registry;

/// <summary>Which versions were in Production, one after another.</summary>
internal static class ProductionHistory
{
    /// <summary>The version that a rollback brings back: the one in Production before the present one, or the last one where there is none now.</summary>
    /// <param name="model">A model with its history.</param>
    /// <returns>Its number; null where there is no such version any more.</returns>
    /// <remarks>A rollback is undone by none: after 1, 2, 3 and a rollback to 2, the next one goes to 1.</remarks>
    public static int? Before(RegisteredModel model)
    {
        var stack = new List<int>();
        foreach (var entry in model.History.Where(entry => entry is { To: Stage.Production, Action: HistoryAction.Moved or HistoryAction.RolledBack }))
        {
            var number = entry.Version!.Value;
            if (entry.Action == HistoryAction.RolledBack && stack.LastIndexOf(number) is var place and >= 0)
            {
                stack.RemoveRange(place, stack.Count - place);
            }

            stack.Add(number);
        }

        var now = model.Production?.Version;
        var left = stack.Where(number => number != now && model.Find(number) is not null).ToList();
        return left.Count == 0 ? null : left[^1];
    }
}
