using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public abstract partial class Optimizer
        {
            public class StateDictionary
            {
                internal StateDictionary(IEnumerable<OptimizerOptions> options, IEnumerable<OptimizerState> states)
                {
                    Options = [.. options];
                    State = [.. states];
                }

                /// <summary>One a group.</summary>
                public List<OptimizerOptions> Options { get; }

                /// <summary>One a parameter, group after group.</summary>
                public List<OptimizerState> State { get; }
            }
        }
    }
}
