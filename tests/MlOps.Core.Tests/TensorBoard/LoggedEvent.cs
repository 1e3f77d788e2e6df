namespace MlOps.Tests.TensorBoard;

/// <summary>An Event message with at most one value.</summary>
internal sealed class LoggedEvent(ProtoFields fields)
{
    public double WallTime => fields.Double(1);

    public long Step => fields.Whole(2);

    public string Version => fields.Text(3);

    public string Tag => Value.Text(1);

    public bool IsScalar => fields.Has(5) && Value.Has(2);

    public float Scalar => Value.Single(2);

    public ProtoFields Image => Value.Message(4);

    public string Text => Value.Message(8).Text(8);

    public string Plugin => Value.Message(9).Message(1).Text(1);

    /// <summary>HParamsPluginData.</summary>
    public ProtoFields PluginData => Value.Message(9).Message(1).Message(2);

    private ProtoFields Value => Assert.Single(fields.Message(5).Messages(1));
}
