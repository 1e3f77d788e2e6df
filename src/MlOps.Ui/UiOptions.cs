namespace MlOps.Ui;

/// <summary>How the page is served.</summary>
public sealed record UiOptions
{
    /// <summary>The address to listen at: an IP address, or <c>localhost</c>.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port; 0 for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Names by which browsers may reach the page, beside its address and <c>localhost</c>.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>True where who has the token may change the registry.</summary>
    public bool Write { get; init; }

    /// <summary>Who the changes are made by, for the registry's history.</summary>
    public required string User { get; init; }

    /// <summary>Receives what went wrong inside.</summary>
    public TextWriter Log { get; init; } = TextWriter.Null;
}
