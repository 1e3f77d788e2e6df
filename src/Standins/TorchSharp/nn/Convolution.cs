using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Slides filters over pictures.</summary>
            /// <param name="input">[B, in, H, W].</param>
            /// <param name="weight">[out, in / groups, kernel height, kernel width].</param>
            /// <param name="bias">[out].</param>
            /// <param name="strides">Of height and width; 1 where null.</param>
            /// <param name="padding">Zeros beside height and width; 0 where null.</param>
            /// <param name="dilation">Distance of a filter's elements in height and width; 1 where null.</param>
            /// <param name="groups">How many parts the channels fall into, each with filters of its own.</param>
            /// <returns>[B, out, H', W'].</returns>
            public static Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Aten.Conv2d.Call(input, weight, bias, strides ?? [1], padding ?? [0], dilation ?? [1], groups);

            /// <summary>Widens the last dimensions.</summary>
            /// <param name="input">Any shape.</param>
            /// <param name="pad">How much before and after the last dimension, then before and after the one before it, and so on.</param>
            /// <param name="mode">What to fill with.</param>
            /// <param name="value">The number to fill with, where the mode is a constant.</param>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => mode switch
            {
                PaddingModes.Constant => Aten.Pad.Call(input, pad, "constant", value),
                PaddingModes.Zeros => Aten.Pad.Call(input, pad, "constant", 0.0),
                PaddingModes.Reflect => Aten.Pad.Call(input, pad, "reflect"),
                PaddingModes.Replicate => Aten.Pad.Call(input, pad, "replicate"),
                _ => Aten.Pad.Call(input, pad, "circular"),
            };
        }
    }
}
