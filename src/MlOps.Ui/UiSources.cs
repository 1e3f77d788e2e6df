using MlOps.Registry;
using MlOps.Running;

namespace MlOps.Ui;

/// <summary>What the page shows: the same that the commands work on.</summary>
/// <param name="State">The runs and the outputs of their steps.</param>
/// <param name="Registry">The models.</param>
/// <param name="Time">The clock.</param>
public sealed record UiSources(StateFolder State, ModelRegistry Registry, TimeProvider Time);
