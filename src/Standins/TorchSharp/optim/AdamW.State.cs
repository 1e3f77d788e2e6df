using TorchSharp.Interop;

using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class AdamW
{
    /// <summary>The decaying means of a parameter's gradient and of the gradient's square.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        public long step;
        public Tensor exp_avg;
        public Tensor exp_avg_sq;

        internal State(Parameter parameter)
        {
            using var noGrad = no_grad();
            exp_avg = zeros_like(parameter).DetachFromDisposeScope();
            exp_avg_sq = zeros_like(parameter).DetachFromDisposeScope();
        }

        public void Dispose()
        {
            exp_avg.Dispose();
            exp_avg_sq.Dispose();
        }

        /// <summary>One pass where the shim has a kernel for these tensors, otherwise operator by operator.</summary>
        internal void Change(Parameter parameter, Tensor grad, Options options)
        {
            step++;
            var (rate, beta1, beta2) = (options.LearningRate!.Value, options.beta1!.Value, options.beta2!.Value);
            var (eps, decay) = (options.eps!.Value, options.weight_decay!.Value);
            var done = NativeMethods.Check(NativeMethods.ts_adamw(
                parameter.Handle, grad.Handle, exp_avg.Handle, exp_avg_sq.Handle, step, rate, beta1, beta2, eps, decay));
            GC.KeepAlive(parameter);
            if (done != 0)
            {
                return;
            }

            using var scope = NewDisposeScope();
            parameter.mul_(1 - (rate * decay));
            exp_avg.mul_(beta1).add_(grad, 1 - beta1);
            exp_avg_sq.mul_(beta2).addcmul_(grad, grad, 1 - beta2);
            var denominator = exp_avg_sq.sqrt().div_(Math.Sqrt(1 - Math.Pow(beta2, step))).add_(eps);
            parameter.addcdiv_(exp_avg, denominator, -rate / (1 - Math.Pow(beta1, step)));
        }
    }
}
