using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Aten.Abs.Call(this);

        public Tensor ceil() => Aten.Ceil.Call(this);

        public Tensor erf() => Aten.Erf.Call(this);

        public Tensor exp() => Aten.Exp.Call(this);

        public Tensor floor() => Aten.Floor.Call(this);

        public Tensor log() => Aten.Log.Call(this);

        public Tensor logical_not() => Aten.LogicalNot.Call(this);

        public Tensor neg() => Aten.Neg.Call(this);

        public Tensor negative() => Aten.Neg.Call(this);

        public Tensor reciprocal() => Aten.Reciprocal.Call(this);

        public Tensor rsqrt() => Aten.Rsqrt.Call(this);

        public Tensor sigmoid() => Aten.Sigmoid.Call(this);

        public Tensor sqrt() => Aten.Sqrt.Call(this);

        public Tensor square() => Aten.Square.Call(this);

        public Tensor tanh() => Aten.Tanh.Call(this);

        public Tensor bitwise_not() => Aten.BitwiseNot.Call(this);

        public Tensor isfinite() => Aten.IsFinite.Call(this);

        public Tensor isinf() => Aten.IsInf.Call(this);

        public Tensor isnan() => Aten.IsNan.Call(this);

        public Tensor add(Tensor target) => Aten.Add.Call(this, target);

        public Tensor add(Tensor target, Scalar alpha) => Aten.Add.Call(this, target, alpha);

        public Tensor add(Scalar scalar) => Aten.AddScalar.Call(this, scalar);

        public Tensor add_(Tensor target)
        {
            Aten.AddInPlace.Run(this, target);
            return this;
        }

        public Tensor add_(Tensor target, Scalar alpha)
        {
            Aten.AddInPlace.Run(this, target, alpha);
            return this;
        }

        public Tensor add_(Scalar scalar)
        {
            Aten.AddScalarInPlace.Run(this, scalar);
            return this;
        }

        public Tensor mul(Tensor target) => Aten.Mul.Call(this, target);

        public Tensor mul(Scalar target) => Aten.MulScalar.Call(this, target);

        public Tensor mul_(Tensor target)
        {
            Aten.MulInPlace.Run(this, target);
            return this;
        }

        public Tensor mul_(Scalar target)
        {
            Aten.MulScalarInPlace.Run(this, target);
            return this;
        }

        public Tensor sub(Tensor target) => Aten.Sub.Call(this, target);

        public Tensor sub(Scalar target) => Aten.SubScalar.Call(this, target);

        public Tensor sub_(Tensor target)
        {
            Aten.SubInPlace.Run(this, target);
            return this;
        }

        public Tensor sub_(Scalar target)
        {
            Aten.SubScalarInPlace.Run(this, target);
            return this;
        }

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Aten.Div.Call(this, target, ModeName(rounding_mode));

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Aten.DivScalar.Call(this, target, ModeName(rounding_mode));

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
        {
            Aten.DivInPlace.Run(this, target, ModeName(rounding_mode));
            return this;
        }

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
        {
            Aten.DivScalarInPlace.Run(this, target, ModeName(rounding_mode));
            return this;
        }

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Aten.AddcdivInPlace.Run(this, tensor1, tensor2, value);
            return this;
        }

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Aten.AddcmulInPlace.Run(this, tensor1, tensor2, value);
            return this;
        }

        public Tensor lerp_(Tensor end, Tensor weight)
        {
            Aten.LerpInPlace.Run(this, end, weight);
            return this;
        }

        public Tensor pow(Tensor exponent) => Aten.Pow.Call(this, exponent);

        public Tensor pow(Scalar exponent) => Aten.PowScalar.Call(this, exponent);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.Clamp.Call(this, min, max);

        public Tensor round(long decimals = 0L) => Aten.Round.Call(this, decimals);

        public Tensor maximum(Tensor other) => Aten.Maximum.Call(this, other);

        public Tensor minimum(Tensor other) => Aten.Minimum.Call(this, other);

        public Tensor bitwise_and(Tensor other) => Aten.BitwiseAnd.Call(this, other);

        public Tensor bitwise_or(Tensor other) => Aten.BitwiseOr.Call(this, other);

        private static string? ModeName(RoundingMode mode) => mode == RoundingMode.None ? null : mode.ToString();
    }
}
