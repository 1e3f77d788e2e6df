namespace MlOps.Serving.Endpoints;

/// <summary>Whether balancers should send requests. Safe for threads.</summary>
internal sealed class Readiness
{
    private volatile bool _isUp;

    /// <summary>True from when the server listens until it is told to stop.</summary>
    public bool IsUp
    {
        get => _isUp;
        set => _isUp = value;
    }
}
