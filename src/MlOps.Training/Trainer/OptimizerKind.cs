namespace MlOps.Training.Trainer;

/// <summary>How weights follow their gradients.</summary>
public enum OptimizerKind
{
    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2017).</summary>
    Adamw,

    /// <summary>Gradient descent with momentum (Sutskever and others 2013); the decay of weights is part of the gradient.</summary>
    Sgd,
}
