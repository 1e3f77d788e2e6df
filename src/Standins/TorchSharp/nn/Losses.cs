using TorchSharp.Interop;
using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class CrossEntropyLoss : nn.Module<Tensor, Tensor, Tensor>
        {
            private readonly Tensor? _weight;
            private readonly long _ignoreIndex;
            private readonly nn.Reduction _reduction;

            internal CrossEntropyLoss(Tensor? weight, long ignoreIndex, nn.Reduction reduction)
                : base(nameof(CrossEntropyLoss)) => (_weight, _ignoreIndex, _reduction) = (weight, ignoreIndex, reduction);

            public override Tensor forward(Tensor input, Tensor target) =>
                nn.functional.cross_entropy(input, target, _weight, _ignoreIndex, _reduction);
        }

        public sealed class BCEWithLogitsLoss : nn.Module<Tensor, Tensor, Tensor>
        {
            private readonly Tensor? _weight;
            private readonly nn.Reduction _reduction;
            private readonly Tensor? _positiveWeights;

            internal BCEWithLogitsLoss(Tensor? weight, nn.Reduction reduction, Tensor? positiveWeights)
                : base(nameof(BCEWithLogitsLoss)) => (_weight, _reduction, _positiveWeights) = (weight, reduction, positiveWeights);

            public override Tensor forward(Tensor input, Tensor target) =>
                nn.functional.binary_cross_entropy_with_logits(input, target, _weight, _reduction, _positiveWeights);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Numbered as in libtorch.</summary>
            public enum Reduction : long
            {
                None = 0,
                Mean = 1,
                Sum = 2,
            }

            public static CrossEntropyLoss CrossEntropyLoss(Tensor? weight = null, long? ignore_index = null, Reduction reduction = Reduction.Mean) =>
                new(weight, ignore_index ?? -100, reduction);

            public static BCEWithLogitsLoss BCEWithLogitsLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                new(weight, reduction, pos_weights);

            public static partial class functional
            {
                public static Tensor cross_entropy(
                    Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0.0) =>
                    Aten.CrossEntropyLoss.Call(input, target, weight, reduction, ignore_index, label_smoothing);

                public static Tensor binary_cross_entropy_with_logits(
                    Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                    Aten.BinaryCrossEntropyWithLogits.Call(input, target, weight, pos_weights, reduction);

                public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                    Aten.MseLoss.Call(input, target, reduction);

                public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                    Aten.NllLoss.Call(input, target, weight, reduction);
            }
        }
    }
}
