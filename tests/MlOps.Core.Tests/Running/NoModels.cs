using MlOps.Registry;

namespace MlOps.Tests.Running;

/// <summary>A registry without a model.</summary>
internal sealed class NoModels : ModelSource
{
    public override Champion? FindChampion(string model) => null;

    public override FoundModel? FindVersion(string reference, CancellationToken ct) => null;

    public override void Fetch(Champion champion, CancellationToken ct) => throw new InvalidOperationException("there is no champion");

    public override TrainedModel? Restore(string model, string fingerprint, string folder, CancellationToken ct) => null;
}
