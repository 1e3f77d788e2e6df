using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What norms over a batch hold: a scale and a shift, and the statistics of the batches seen so far.</summary>
public abstract class NormBase : nn.Module<Tensor, Tensor>
{
    private protected NormBase(
        long features, double eps, double? momentum, bool affine, bool tracks, Device? device, ScalarType? dtype, string name)
        : base(name)
    {
        num_features = features;
        this.eps = eps;
        this.momentum = momentum;
        this.affine = affine;
        track_running_stats = tracks;
        if (affine)
        {
            weight = Own(nameof(weight), ones([features], dtype, device));
            bias = Own(nameof(bias), zeros([features], dtype, device));
        }

        if (tracks)
        {
            running_mean = OwnBuffer(nameof(running_mean), zeros([features], dtype, device));
            running_var = OwnBuffer(nameof(running_var), ones([features], dtype, device));
            num_batches_tracked = OwnBuffer(nameof(num_batches_tracked), zeros([], ScalarType.Int64, device));
        }
    }

    public long num_features { get; }

    public double eps { get; set; }

    /// <summary>The share of the running statistics that a batch replaces; null for the mean of all batches.</summary>
    public double? momentum { get; set; }

    public bool affine { get; }

    public bool track_running_stats { get; }

    public Parameter? weight { get; } // [features]

    public Parameter? bias { get; } // [features]

    public Tensor? running_mean { get; } // [features]

    public Tensor? running_var { get; } // [features]

    public Tensor? num_batches_tracked { get; } // []

    /// <exception cref="ArgumentException">The input has another number of dimensions than the norm is for.</exception>
    protected abstract void ValidateInputDimensions(Tensor input);
}
