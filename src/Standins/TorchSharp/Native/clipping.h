// Clipping of gradients by their joint norm.
#pragma once
#include "kernels.h"

VECTORIZED static double squared_range(const float* __restrict x, int64_t n) {
  double total = 0;
  for (int64_t from = 0; from < n; from += 4096) {
    int64_t to = std::min(n, from + 4096);
    float part = 0;
    for (int64_t i = from; i < to; i++) part += x[i] * x[i];
    total += part;
  }
  return total;
}

VECTORIZED static void scale_range(float* __restrict x, int64_t n, float factor) {
  for (int64_t i = 0; i < n; i++) x[i] *= factor;
}

// Scales the gradients so that their joint 2-norm is at most max_norm, and gives the norm before in *norm. Returns 0,
// having done nothing, where one is not a contiguous float tensor of the CPU.
EXPORT int ts_clip_grad_norm(const Handle* parameters, int count, double max_norm, double* norm) {
  return guarded(-1, [&] {
    std::vector<Tensor> grads;
    for (int i = 0; i < count; i++) {
      auto grad = borrow(parameters[i]).grad();
      if (!grad.defined()) continue;
      if (!is_plain(grad)) return 0;
      grads.push_back(grad);
    }
    double total = 0;
    for (auto& grad : grads) total += squared_range(grad.data_ptr<float>(), grad.numel());
    *norm = std::sqrt(total);
    double factor = max_norm / (*norm + 1e-6);
    if (factor < 1)
      for (auto& grad : grads) scale_range(grad.data_ptr<float>(), grad.numel(), float(factor));
    return 1;
  });
}
