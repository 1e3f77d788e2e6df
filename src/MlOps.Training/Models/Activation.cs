namespace MlOps.Training.Models;

/// <summary>What stands between the two linear layers of a feed-forward part.</summary>
public enum Activation
{
    /// <summary>x times the normal distribution's share below x.</summary>
    Gelu,

    /// <summary>The same by the hyperbolic tangent, as GPT-2 was trained with.</summary>
    GeluTanh,

    /// <summary>x where it is positive, else 0.</summary>
    Relu,
}
