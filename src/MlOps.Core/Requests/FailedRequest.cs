namespace MlOps.Requests;

/// <summary>A request that the server could not answer though it was right: no answer in time, a full queue, a failure of the model.</summary>
/// <param name="At">When it failed, in UTC.</param>
/// <param name="Id">The request's id.</param>
/// <param name="Route">The name that the client asked for.</param>
/// <param name="Model">Name of the registered model, or the folder of one.</param>
/// <param name="Version">Its version, as the server names it.</param>
/// <param name="Arm">The arm that took the request.</param>
/// <param name="Status">The HTTP status that was answered.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record FailedRequest(DateTimeOffset At, string Id, string Route, string Model, string Version, string Arm, int Status, double Seconds) : RequestLine(At, Id);
