// AdamW in one pass over each parameter.
#pragma once
#include "kernels.h"

// One pass of AdamW (Loshchilov and Hutter 2019), with the moments' bias corrections folded into two factors.
VECTORIZED static void adamw_range(float* __restrict p, const float* __restrict g, float* __restrict m,
                                   float* __restrict v, int64_t n, float decay, float beta1, float beta2,
                                   float step_size, float correction2, float eps) {
  for (int64_t i = 0; i < n; i++) {
    float mi = m[i] * beta1 + g[i] * (1 - beta1);
    float vi = v[i] * beta2 + g[i] * g[i] * (1 - beta2);
    m[i] = mi;
    v[i] = vi;
    p[i] = p[i] * decay - step_size * mi / (std::sqrt(vi) / correction2 + eps);
  }
}

// Steps the one parameter in place and returns 1; returns 0, having done nothing, where a tensor is not a contiguous
// float tensor of the CPU.
EXPORT int ts_adamw(Handle parameter, Handle grad, Handle exp_avg, Handle exp_avg_sq, int64_t step, double lr,
                    double beta1, double beta2, double eps, double weight_decay) {
  return guarded(-1, [&] {
    auto p = borrow(parameter), g = borrow(grad), m = borrow(exp_avg), v = borrow(exp_avg_sq);
    if (!is_plain(p) || !is_plain(g) || !is_plain(m) || !is_plain(v)) return 0;
    auto decay = float(1 - lr * weight_decay), step_size = float(lr / (1 - std::pow(beta1, double(step))));
    auto correction2 = float(std::sqrt(1 - std::pow(beta2, double(step))));
    auto pp = p.data_ptr<float>(), gp = g.data_ptr<float>(), mp = m.data_ptr<float>(), vp = v.data_ptr<float>();
    at::parallel_for(0, p.numel(), 32768, [&](int64_t from, int64_t to) {
      adamw_range(pp + from, gp + from, mp + from, vp + from, to - from, decay, float(beta1), float(beta2), step_size,
                  correction2, float(eps));
    });
    p.unsafeGetTensorImpl()->bump_version();
    return 1;
  });
}
