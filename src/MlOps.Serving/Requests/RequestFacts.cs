using System.Diagnostics;
using MlOps.Inference;
using MlOps.Serving.Access;
using MlOps.Serving.Models;
using MlOps.Serving.Protocols;

namespace MlOps.Serving.Requests;

/// <summary>What becomes known of a request while it is answered, for metrics, log and traces.</summary>
internal sealed class RequestFacts
{
    /// <summary>By which logs, feedback and its answer name it.</summary>
    public required string Id { get; init; }

    /// <summary>When its headers were read, as <see cref="Stopwatch"/> counts.</summary>
    public long Started { get; } = Stopwatch.GetTimestamp();

    /// <summary>The key that it came with; null where none is asked for.</summary>
    public ApiKey? Key { get; set; }

    /// <summary>In which form problems are written; null before the path is known.</summary>
    public Protocol? Protocol { get; set; }

    /// <summary>The name that the client asked for; null before it is found.</summary>
    public ServedRoute? Route { get; set; }

    /// <summary>Where it is answered; null before it is chosen.</summary>
    public ModelLease? Lease { get; set; }

    /// <summary>Its rows.</summary>
    public int Rows { get; set; }

    /// <summary>What the model read; null before that.</summary>
    public IReadOnlyList<RowInput>? Asked { get; set; }

    /// <summary>What it answered, one a row; null where it did not.</summary>
    public IReadOnlyList<Answer>? Answers { get; set; }

    /// <summary>Bytes of its body.</summary>
    public int Bytes { get; set; }

    /// <summary>Why it got no answer; null where it got one.</summary>
    public Problem? Problem { get; set; }
}
