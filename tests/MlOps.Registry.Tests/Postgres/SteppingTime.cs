namespace MlOps.Registry.Tests.Postgres;

/// <summary>A clock that stands still until it is told to go on, so that two registries write the same times.</summary>
internal sealed class SteppingTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public void Next() => Next(TimeSpan.FromMilliseconds(1234.5678));

    public void Next(TimeSpan step) => _now += step;

    public override DateTimeOffset GetUtcNow() => _now;
}
