using MlOps.Diagnostics;
using MlOps.Registry;
using MlOps.Serving;
using MlOps.Serving.Models;
using MlOps.Serving.Traffic;

namespace MlOps.Tool.Commands;

/// <summary>Makes routes of what the command line of <c>serve</c> names: a route a name, with an arm for each model that has a share.</summary>
/// <param name="tool">The process.</param>
/// <param name="settings">Limits, batches, traffic.</param>
/// <param name="registry">Where names are looked up.</param>
internal sealed class ServedModels(ToolContext tool, ServeSettings settings, Lazy<ModelRegistry> registry)
{
    private const string OnlyArm = "default";

    /// <summary>The routes.</summary>
    /// <param name="models">NAME@STAGE or a folder, with ROUTE= before and =SHARE behind it where asked for.</param>
    /// <param name="shadows">The same without shares.</param>
    /// <exception cref="MlOpsException">MLOPS7005: two models under one name without shares, a bad name, or a shadow without a route.</exception>
    public ServedRoutes Routes(IReadOnlyList<string> models, IReadOnlyList<string> shadows)
    {
        var asked = models.Select(Read).ToList();
        var shadowed = shadows.Select(Read).ToList();
        var routes = asked.GroupBy(model => model.Route, StringComparer.Ordinal).Select(route => Route(route.Key, [.. route], shadowed.Where(shadow => shadow.Route == route.Key).ToList())).ToList();
        var lost = shadowed.FirstOrDefault(shadow => asked.All(model => model.Route != shadow.Route));
        return lost is null
            ? new(routes)
            : throw Bad($"the shadow '{lost.Origin.Shown}' is for '{lost.Route}', which is not served; expected --shadow ROUTE={lost.Origin.Shown} with one of {string.Join(", ", routes.Select(route => route.Name))}");
    }

    private ServedRoute Route(string name, IReadOnlyList<NamedModel> models, IReadOnlyList<NamedModel> shadows)
    {
        if (shadows.Count > 1)
        {
            throw Bad($"'{name}' has {shadows.Count} shadows; expected one at most");
        }

        var shadow = shadows.Count == 0 ? null : new ServedArm(shadows[0].Origin.Shown, shadows[0].Origin, settings);
        if (models.Count == 1)
        {
            return new(name, [new ServedArm(OnlyArm, models[0].Origin, settings)], split: null, shadow);
        }

        if (models.FirstOrDefault(model => model.Share is null) is { } without)
        {
            throw Bad($"two models are to be served as '{name}'; give one another name with ROUTE={without.Origin.Shown}, or each its share of the requests, such as {without.Origin.Shown}=10");
        }

        if (models.DistinctBy(model => model.Origin.Shown).Count() < models.Count || models.All(model => model.Share == 0))
        {
            throw Bad($"the arms of '{name}' are {string.Join(", ", models.Select(model => model.Origin.Shown))}; expected different models, one at least with a share above 0");
        }

        string[] arms = [.. models.Select(model => model.Origin.Shown)];
        return new(
            name,
            [.. models.Select(model => new ServedArm(model.Origin.Shown, model.Origin, settings))],
            new TrafficSplit(arms, [.. models.Select(model => model.Share!.Value)], settings.Traffic),
            shadow);
    }

    private NamedModel Read(string text)
    {
        var (named, share) = ArmShare.Split(text);
        var equals = named.IndexOf('=', StringComparison.Ordinal);
        var model = named[(equals + 1)..];
        var folder = tool.FullPath(model);
        ModelOrigin origin = Directory.Exists(folder) ? new FolderOrigin(model, folder) : new RegistryOrigin(registry.Value, ModelReference.Parse(model));
        var name = equals > 0 ? named[..equals] : origin.DefaultName;
        return ModelName.IsValid(name) ? new(name, origin, share) : throw Bad($"'{name}' cannot be a name in URLs; expected {ModelName.Expected}, as ROUTE={model}");
    }

    private static MlOpsException Bad(string message) => new(Rules.BadServedModel, Location.None, message);

    private sealed record NamedModel(string Route, ModelOrigin Origin, double? Share);
}
