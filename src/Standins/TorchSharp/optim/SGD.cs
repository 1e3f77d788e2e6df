using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Gradient descent with momentum; the decay of the weights is part of the gradient.</summary>
        /// <remarks>Sutskever and others 2013, "On the importance of initialization and momentum in deep learning".</remarks>
        public class SGD : OptimizerHelper
        {
            private readonly Options _defaults;

            public SGD(
                IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
                bool nesterov = false, bool maximize = false)
                : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
            {
            }

            /// <exception cref="ArgumentException">A setting is outside of its range.</exception>
            /// <exception cref="NotSupportedException"><paramref name="maximize"/> is set.</exception>
            public SGD(
                IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
                bool nesterov = false, bool maximize = false)
            {
                if (lr < 0 || momentum < 0 || weight_decay < 0 || (nesterov && (momentum <= 0 || dampening != 0)))
                {
                    throw new ArgumentException(
                        $"Invalid setting: lr {lr}, momentum {momentum}, dampening {dampening}, weight_decay {weight_decay}, nesterov {nesterov}");
                }

                _defaults = new Options
                {
                    LearningRate = lr,
                    momentum = momentum,
                    dampening = dampening,
                    weight_decay = weight_decay,
                    nesterov = nesterov,
                    maximize = maximize,
                };
                foreach (var group in parameters)
                {
                    add_param_group(group);
                }
            }

            public override void add_param_group(Modules.ParamGroup param_group)
            {
                var options = (Options?)param_group.Options ?? new Options();
                options.LearningRate ??= _defaults.LearningRate;
                options.momentum ??= _defaults.momentum;
                options.dampening ??= _defaults.dampening;
                options.weight_decay ??= _defaults.weight_decay;
                options.nesterov ??= _defaults.nesterov;
                options.maximize ??= _defaults.maximize;
                if (options is { maximize: true })
                {
                    throw new NotSupportedException("maximize is not supported");
                }

                param_group.Options = options;
                Add(param_group, _ => new State());
            }

            public override Tensor? step(Func<Tensor>? closure = null) =>
                StepAll(closure, (parameter, grad, state, options) => ((State)state).Change(parameter, grad, (Options)options));

            protected override void Dispose(bool disposing)
            {
                base.Dispose(disposing);
                if (disposing)
                {
                    DisposeStates();
                }
            }

            public class Options : OptimizerOptions
            {
                public double? momentum;
                public double? dampening;
                public double? weight_decay;
                public bool? nesterov;
                public bool? maximize;
            }

            public class ParamGroup : ParamGroup<Options>
            {
                public ParamGroup()
                {
                }

                public ParamGroup(IEnumerable<Parameter> parameters, Options options)
                    : base(parameters, options)
                {
                }
            }

            /// <summary>The decaying sum of a parameter's gradients; null before the first.</summary>
            public sealed class State : OptimizerState, IDisposable
            {
                public Tensor? momentum_buffer;

                internal State()
                {
                }

                public void Dispose() => momentum_buffer?.Dispose();

                internal void Change(Parameter parameter, Tensor grad, Options options)
                {
                    using var scope = NewDisposeScope();
                    var direction = options.weight_decay == 0 ? grad : grad.add(parameter, options.weight_decay!.Value);
                    if (options.momentum is not 0 and var momentum)
                    {
                        momentum_buffer = momentum_buffer is null
                            ? direction.clone().DetachFromDisposeScope()
                            : momentum_buffer.mul_(momentum!.Value).add_(direction, 1 - options.dampening!.Value);
                        direction = options.nesterov == true ? direction.add(momentum_buffer, momentum!.Value) : momentum_buffer;
                    }

                    parameter.add_(direction, -options.LearningRate!.Value);
                }
            }
        }
    }

    public static partial class torch
    {
        public static partial class optim
        {
            public static SGD SGD(
                IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0,
                bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            public static SGD SGD(
                IEnumerable<SGD.ParamGroup> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0,
                bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        }
    }
}
