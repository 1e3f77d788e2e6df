namespace MlOps.Training.Weights.PyTorch;

/// <summary>The functions and classes that a pickle of tensors may call.</summary>
internal enum TorchFunction
{
    /// <summary><c>collections.OrderedDict</c>.</summary>
    OrderedDict,

    /// <summary><c>torch.Size</c>: a tuple.</summary>
    Size,

    /// <summary><c>torch._utils._rebuild_tensor(storage, offset, size, stride)</c>, before PyTorch 0.4.</summary>
    RebuildTensor,

    /// <summary><c>torch._utils._rebuild_tensor_v2(storage, offset, size, stride, requires_grad, backward_hooks[, metadata])</c>.</summary>
    RebuildTensorV2,

    /// <summary><c>torch._utils._rebuild_parameter(data, requires_grad, backward_hooks)</c>.</summary>
    RebuildParameter,

    /// <summary><c>torch._utils._rebuild_parameter_with_state(data, requires_grad, backward_hooks, state)</c>.</summary>
    RebuildParameterWithState,
}
