namespace TorchSharp.Interop;

/// <summary>The operators of ATen that are called here, by name and overload.</summary>
internal static class Aten
{
    // arithmetic
    public static readonly Operator Abs = new("abs");
    public static readonly Operator Add = new("add", "Tensor");
    public static readonly Operator AddScalar = new("add", "Scalar");
    public static readonly Operator AddInPlace = new("add_", "Tensor");
    public static readonly Operator AddScalarInPlace = new("add_", "Scalar");
    public static readonly Operator AddcdivInPlace = new("addcdiv_");
    public static readonly Operator AddcmulInPlace = new("addcmul_");
    public static readonly Operator BitwiseAnd = new("bitwise_and", "Tensor");
    public static readonly Operator BitwiseNot = new("bitwise_not");
    public static readonly Operator BitwiseOr = new("bitwise_or", "Tensor");
    public static readonly Operator Ceil = new("ceil");
    public static readonly Operator Clamp = new("clamp");
    public static readonly Operator Div = new("div", "Tensor_mode");
    public static readonly Operator DivScalar = new("div", "Scalar_mode");
    public static readonly Operator DivInPlace = new("div_", "Tensor_mode");
    public static readonly Operator DivScalarInPlace = new("div_", "Scalar_mode");
    public static readonly Operator Erf = new("erf");
    public static readonly Operator Exp = new("exp");
    public static readonly Operator Floor = new("floor");
    public static readonly Operator LerpInPlace = new("lerp_", "Tensor");
    public static readonly Operator Log = new("log");
    public static readonly Operator LogicalNot = new("logical_not");
    public static readonly Operator Maximum = new("maximum");
    public static readonly Operator Minimum = new("minimum");
    public static readonly Operator Mul = new("mul", "Tensor");
    public static readonly Operator MulScalar = new("mul", "Scalar");
    public static readonly Operator MulInPlace = new("mul_", "Tensor");
    public static readonly Operator MulScalarInPlace = new("mul_", "Scalar");
    public static readonly Operator Neg = new("neg");
    public static readonly Operator PowScalar = new("pow", "Tensor_Scalar");
    public static readonly Operator Pow = new("pow", "Tensor_Tensor");
    public static readonly Operator Reciprocal = new("reciprocal");
    public static readonly Operator Round = new("round", "decimals");
    public static readonly Operator Rsqrt = new("rsqrt");
    public static readonly Operator Sigmoid = new("sigmoid");
    public static readonly Operator Sqrt = new("sqrt");
    public static readonly Operator Square = new("square");
    public static readonly Operator Sub = new("sub", "Tensor");
    public static readonly Operator SubScalar = new("sub", "Scalar");
    public static readonly Operator SubInPlace = new("sub_", "Tensor");
    public static readonly Operator SubScalarInPlace = new("sub_", "Scalar");
    public static readonly Operator Tanh = new("tanh");

    // comparison
    public static readonly Operator AllClose = new("allclose");
    public static readonly Operator Eq = new("eq", "Tensor");
    public static readonly Operator EqScalar = new("eq", "Scalar");
    public static readonly Operator Ge = new("ge", "Tensor");
    public static readonly Operator GeScalar = new("ge", "Scalar");
    public static readonly Operator Gt = new("gt", "Tensor");
    public static readonly Operator GtScalar = new("gt", "Scalar");
    public static readonly Operator IsFinite = new("isfinite");
    public static readonly Operator IsInf = new("isinf");
    public static readonly Operator IsNan = new("isnan");
    public static readonly Operator Le = new("le", "Tensor");
    public static readonly Operator LeScalar = new("le", "Scalar");
    public static readonly Operator Lt = new("lt", "Tensor");
    public static readonly Operator LtScalar = new("lt", "Scalar");
    public static readonly Operator Ne = new("ne", "Tensor");
    public static readonly Operator NeScalar = new("ne", "Scalar");
    public static readonly Operator Where = new("where", "self");

    // reduction
    public static readonly Operator All = new("all");
    public static readonly Operator AllDim = new("all", "dim");
    public static readonly Operator Any = new("any");
    public static readonly Operator AnyDim = new("any", "dim");
    public static readonly Operator Argmax = new("argmax");
    public static readonly Operator Cumsum = new("cumsum");
    public static readonly Operator Logsumexp = new("logsumexp");
    public static readonly Operator Max = new("max");
    public static readonly Operator MaxDim = new("max", "dim");
    public static readonly Operator Mean = new("mean");
    public static readonly Operator MeanDim = new("mean", "dim");
    public static readonly Operator Min = new("min");
    public static readonly Operator MinDim = new("min", "dim");
    public static readonly Operator Norm = new("norm", "Scalar");
    public static readonly Operator Sort = new("sort", "stable");
    public static readonly Operator Std = new("std");
    public static readonly Operator StdDim = new("std", "dim");
    public static readonly Operator Sum = new("sum");
    public static readonly Operator SumDim = new("sum", "dim_IntList");
    public static readonly Operator Topk = new("topk");
    public static readonly Operator Var = new("var");
    public static readonly Operator VarDim = new("var", "dim");

    // shape and index
    public static readonly Operator Cat = new("cat");
    public static readonly Operator Chunk = new("chunk");
    public static readonly Operator Expand = new("expand");
    public static readonly Operator Flatten = new("flatten", "using_ints");
    public static readonly Operator Gather = new("gather");
    public static readonly Operator Index = new("index", "Tensor");
    public static readonly Operator IndexPutInPlace = new("index_put_");
    public static readonly Operator IndexSelect = new("index_select");
    public static readonly Operator MaskedFill = new("masked_fill", "Scalar");
    public static readonly Operator MaskedFillInPlace = new("masked_fill_", "Scalar");
    public static readonly Operator MaskedSelect = new("masked_select");
    public static readonly Operator Narrow = new("narrow");
    public static readonly Operator Nonzero = new("nonzero");
    public static readonly Operator Permute = new("permute");
    public static readonly Operator Repeat = new("repeat");
    public static readonly Operator Reshape = new("reshape");
    public static readonly Operator ScatterInPlace = new("scatter_", "src");
    public static readonly Operator Select = new("select", "int");
    public static readonly Operator Slice = new("slice", "Tensor");
    public static readonly Operator Split = new("split", "Tensor");
    public static readonly Operator SplitSizes = new("split_with_sizes");
    public static readonly Operator Squeeze = new("squeeze");
    public static readonly Operator SqueezeDim = new("squeeze", "dim");
    public static readonly Operator Stack = new("stack");
    public static readonly Operator T = new("t");
    public static readonly Operator Transpose = new("transpose", "int");
    public static readonly Operator Tril = new("tril");
    public static readonly Operator Triu = new("triu");
    public static readonly Operator Unbind = new("unbind", "int");
    public static readonly Operator Unsqueeze = new("unsqueeze");
    public static readonly Operator View = new("view");

    // memory
    public static readonly Operator Alias = new("alias");
    public static readonly Operator Clone = new("clone");
    public static readonly Operator Contiguous = new("contiguous");
    public static readonly Operator CopyInPlace = new("copy_");
    public static readonly Operator Detach = new("detach");
    public static readonly Operator DetachInPlace = new("detach_");
    public static readonly Operator FillInPlace = new("fill_", "Scalar");
    public static readonly Operator ToDevice = new("to", "device");
    public static readonly Operator ToType = new("to", "dtype");
    public static readonly Operator ZeroInPlace = new("zero_");

    // making tensors
    public static readonly Operator Arange = new("arange", "start_step");
    public static readonly Operator BernoulliInPlace = new("bernoulli_", "float");
    public static readonly Operator Empty = new("empty", "memory_format");
    public static readonly Operator EmptyLike = new("empty_like");
    public static readonly Operator Eye = new("eye", "m");
    public static readonly Operator Full = new("full");
    public static readonly Operator FullLike = new("full_like");
    public static readonly Operator Linspace = new("linspace");
    public static readonly Operator NormalInPlace = new("normal_");
    public static readonly Operator Ones = new("ones");
    public static readonly Operator OnesLike = new("ones_like");
    public static readonly Operator Rand = new("rand");
    public static readonly Operator Randint = new("randint", "low");
    public static readonly Operator Randn = new("randn");
    public static readonly Operator Randperm = new("randperm");
    public static readonly Operator UniformInPlace = new("uniform_");
    public static readonly Operator Zeros = new("zeros");
    public static readonly Operator ZerosLike = new("zeros_like");

    // linear algebra
    public static readonly Operator Bmm = new("bmm");
    public static readonly Operator Einsum = new("einsum");
    public static readonly Operator Linear = new("linear");
    public static readonly Operator Matmul = new("matmul");
    public static readonly Operator Mm = new("mm");

    // neural networks
    public static readonly Operator AdaptiveAvgPool2d = new("adaptive_avg_pool2d");
    public static readonly Operator AvgPool2d = new("avg_pool2d");
    public static readonly Operator BatchNorm = new("batch_norm");
    public static readonly Operator BinaryCrossEntropyWithLogits = new("binary_cross_entropy_with_logits");
    public static readonly Operator Conv2d = new("conv2d");
    public static readonly Operator CrossEntropyLoss = new("cross_entropy_loss");
    public static readonly Operator Dropout = new("dropout");
    public static readonly Operator DropoutInPlace = new("dropout_");
    public static readonly Operator Embedding = new("embedding");
    public static readonly Operator Gelu = new("gelu");
    public static readonly Operator LayerNorm = new("layer_norm");
    public static readonly Operator LogSoftmax = new("log_softmax", "int");
    public static readonly Operator MaxPool2d = new("max_pool2d");
    public static readonly Operator MseLoss = new("mse_loss");
    public static readonly Operator NllLoss = new("nll_loss_nd");
    public static readonly Operator OneHot = new("one_hot");
    public static readonly Operator Pad = new("pad");
    public static readonly Operator Relu = new("relu");
    public static readonly Operator ReluInPlace = new("relu_");
    public static readonly Operator ScaledDotProductAttention = new("scaled_dot_product_attention");
    public static readonly Operator Silu = new("silu");
    public static readonly Operator SiluInPlace = new("silu_");
    public static readonly Operator Softmax = new("softmax", "int");
    public static readonly Operator TanhInPlace = new("tanh_");
}
