// A linear layer: one matrix product forward, two and a sum backward.
#pragma once
#include "gemm.h"

VECTORIZED static void copy_rows(float* __restrict to, const float* __restrict row, int64_t rows, int64_t width) {
  for (int64_t r = 0; r < rows; r++)
    for (int64_t i = 0; i < width; i++) to[r * width + i] = row[i];
}

struct FusedLinear : torch::autograd::Function<FusedLinear> {
  // x [..., K], weight [N, K], bias [N] or none; gives [..., N].
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x, const Tensor& weight,
                        const Optional<Tensor>& bias) {
    int64_t k = weight.size(1), n = weight.size(0), m = x.numel() / k;
    auto shape = x.sizes().vec();
    shape.back() = n;
    auto y = at::empty(shape, x.options());
    auto yp = y.data_ptr<float>();
    if (bias) {
      auto bp = bias->data_ptr<float>();
      at::parallel_for(0, m, 1 + 65536 / n, [&](int64_t from, int64_t to) { copy_rows(yp + from * n, bp, to - from, n); });
    }
    Gemm::run(false, true, m, n, k, 1, x.data_ptr<float>(), k, weight.data_ptr<float>(), k, bias ? 1.0f : 0.0f, yp, n);
    context->save_for_backward({x, weight});
    context->saved_data["needs_x"] = x.requires_grad();
    context->saved_data["needs_weight"] = weight.requires_grad();
    context->saved_data["needs_bias"] = bias && bias->requires_grad();
    return y;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list grads) {
    refuse_second_derivative();
    auto saved = context->get_saved_variables();
    const auto &x = saved[0], &weight = saved[1];
    int64_t k = weight.size(1), n = weight.size(0), m = x.numel() / k;
    auto dy = grads[0].contiguous();
    auto dyp = dy.data_ptr<float>();
    Tensor dx, dw, db;
    if (context->saved_data["needs_x"].toBool()) {
      dx = at::empty(x.sizes(), x.options());
      Gemm::run(false, false, m, k, n, 1, dyp, n, weight.data_ptr<float>(), k, 0, dx.data_ptr<float>(), k);
    }
    if (context->saved_data["needs_weight"].toBool()) {
      dw = at::empty(weight.sizes(), weight.options());
      Gemm::run(true, false, n, k, m, 1, dyp, n, x.data_ptr<float>(), k, 0, dw.data_ptr<float>(), k);
    }
    if (context->saved_data["needs_bias"].toBool()) db = dy.view({m, n}).sum(0);
    return {dx, dw, db};
  }
};

// Returns 0, having done nothing, where a tensor is not a contiguous float tensor of the CPU or there is no oneDNN.
EXPORT int ts_linear(Handle x, Handle weight, Handle bias, Handle* result) {
  return guarded(-1, [&] {
    auto input = borrow(x), w = borrow(weight), b = borrow(bias);
    bool plain = Gemm::available() && is_plain(w) && w.dim() == 2 && w.numel() > 0 && is_float(input) && input.dim() > 0 &&
                 input.numel() > 0 && input.size(-1) == w.size(1) && (!b.defined() || (is_plain(b) && b.numel() == w.size(0)));
    if (!plain) return 0;
    *result = give(FusedLinear::apply(input.contiguous(), w, b.defined() ? Optional<Tensor>(b) : Optional<Tensor>()));
    return 1;
  });
}
