using TorchSharp.Interop;

using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>AdamW's state of one parameter: the decaying means of its gradient and of the gradient's square.</summary>
internal sealed class Moments : IDisposable
{
    private readonly Tensor _first;
    private readonly Tensor _second;
    private long _step;

    public Moments(Parameter parameter)
    {
        using var noGrad = no_grad();
        _first = zeros_like(parameter).DetachFromDisposeScope();
        _second = zeros_like(parameter).DetachFromDisposeScope();
    }

    /// <summary>One pass where the shim has a kernel for these tensors, otherwise operator by operator.</summary>
    public void Step(Parameter parameter, Tensor grad, AdamW.Options options)
    {
        _step++;
        var (rate, beta1, beta2) = (options.LearningRate!.Value, options.beta1!.Value, options.beta2!.Value);
        var (eps, decay) = (options.eps!.Value, options.weight_decay!.Value);
        var done = NativeMethods.Check(NativeMethods.ts_adamw(
            parameter.Handle, grad.Handle, _first.Handle, _second.Handle, _step, rate, beta1, beta2, eps, decay));
        GC.KeepAlive(parameter);
        if (done != 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        parameter.mul_(1 - (rate * decay));
        _first.mul_(beta1).add_(grad, 1 - beta1);
        _second.mul_(beta2).addcmul_(grad, grad, 1 - beta2);
        var denominator = _second.sqrt().div_(Math.Sqrt(1 - Math.Pow(beta2, _step))).add_(eps);
        parameter.addcdiv_(_first, denominator, -rate / (1 - Math.Pow(beta1, _step)));
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }
}
