namespace MlOps.TensorBoard;

/// <summary>What an event can show: the messages Summary.Value of tensorflow/core/framework/summary.proto.</summary>
internal static class SummaryValue
{
    private const int TypeFloat = 1;
    private const int TypeString = 7;
    private const int Rgb = 3;

    /// <summary>A point of a curve.</summary>
    /// <param name="tag">The curve's name; what stands before its first <c>/</c> groups it with others.</param>
    /// <param name="value">Kept as a float.</param>
    public static ProtoMessage Scalar(string tag, double value) => new ProtoMessage().Text(1, tag).Single(2, (float)value);

    /// <summary>A text of the text plugin.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="markdown">The text.</param>
    public static ProtoMessage Markdown(string tag, string markdown) => new ProtoMessage()
        .Text(1, tag)
        .Message(8, Tensor(TypeString).Text(8, markdown))
        .Message(9, Metadata(new ProtoMessage().Text(1, "text")));

    /// <summary>A picture.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="picture">What it shows.</param>
    public static ProtoMessage Image(string tag, Canvas picture) => new ProtoMessage()
        .Text(1, tag)
        .Message(4, new ProtoMessage().Whole(1, picture.Height).Whole(2, picture.Width).Whole(3, Rgb).Bytes(4, PngFile.Encode(picture)));

    /// <summary>A record of the hparams plugin.</summary>
    /// <param name="tag">One of the plugin's own names.</param>
    /// <param name="field">The field of HParamsPluginData that <paramref name="data"/> stands in.</param>
    /// <param name="data">The record.</param>
    public static ProtoMessage HyperParameters(string tag, int field, ProtoMessage data)
    {
        // the plugin reads the metadata alone; the value beside it means nothing
        var plugin = new ProtoMessage().Text(1, "hparams").Bytes(2, new ProtoMessage().Message(field, data).ToArray());
        return new ProtoMessage()
            .Text(1, tag)
            .Message(8, Tensor(TypeFloat).Bytes(5, new byte[sizeof(float)]))
            .Message(9, Metadata(plugin));
    }

    private static ProtoMessage Metadata(ProtoMessage plugin) => new ProtoMessage().Message(1, plugin);

    // a TensorProto of shape [1]; its value is appended by the caller
    private static ProtoMessage Tensor(int type) =>
        new ProtoMessage().Whole(1, type).Message(2, new ProtoMessage().Message(2, new ProtoMessage().Whole(1, 1)));
}
