namespace MlOps.Serving.Protocols.OpenInference;

/// <summary>What a request of the Open Inference Protocol says.</summary>
internal sealed class AskedInference
{
    /// <summary>The name that the client asks for.</summary>
    public string Model { get; set; } = "";

    /// <summary>Comes back in the answer; null where the client gives none.</summary>
    public string? Id { get; set; }

    /// <summary>The tensors, in the order in which their bytes follow the JSON.</summary>
    public List<InputTensor> Inputs { get; } = [];

    /// <summary>The outputs that are wanted; empty for all.</summary>
    public List<RequestedOutput> Outputs { get; } = [];

    /// <summary>Whether outputs come in binary of which the client says nothing.</summary>
    public bool PrefersBinary { get; set; }

    /// <summary>True when an output is wanted.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inBinary">Whether it is wanted in binary.</param>
    public bool Wants(string name, out bool inBinary)
    {
        var wanted = Outputs.Find(output => output.Name == name);
        inBinary = wanted?.InBinary ?? PrefersBinary;
        return wanted is not null || Outputs.Count == 0;
    }
}
