namespace MlOps.Registry;

/// <summary>Where a run finds the models that were registered before it.</summary>
public abstract class ModelSource
{
    /// <summary>The version of a model that is in Production.</summary>
    /// <param name="model">The model's name.</param>
    /// <returns>Null when there is none.</returns>
    public abstract Champion? FindChampion(string model);

    /// <summary>A version by its stage, number or alias, the newest or the best one; its files are on this machine then.</summary>
    /// <param name="reference"><c>NAME@STAGE</c>, <c>NAME@VERSION</c>, <c>NAME@ALIAS</c>, <c>NAME@latest</c> or <c>NAME@best(METRIC)</c>.</param>
    /// <param name="ct">Stops the copying.</param>
    /// <returns>Null for a text of another form, and for a number, an alias or <c>latest</c> of a model that is not registered: it may be a revision of the hub's.</returns>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS5006: the model has no such version.</exception>
    public abstract FoundModel? FindVersion(string reference, CancellationToken ct);

    /// <summary>Makes sure that the champion's folder holds its files.</summary>
    /// <param name="champion">What <see cref="FindChampion"/> returned.</param>
    /// <param name="ct">Stops the copying.</param>
    public abstract void Fetch(Champion champion, CancellationToken ct);

    /// <summary>Gives back the model of a training that was done before, on this machine or another.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="fingerprint">What the training depends on: 64 hexadecimal digits.</param>
    /// <param name="folder">Full path of the folder that the model's files are copied to; made where something is found.</param>
    /// <param name="ct">Stops the copying.</param>
    /// <returns>The version; null when no version was trained so.</returns>
    public abstract TrainedModel? Restore(string model, string fingerprint, string folder, CancellationToken ct);
}
