// softmax(Q K^T scale + mask) V with dropout of the weights, a head at a time, so that a head's scores stay in cache.
#pragma once
#include "gemm.h"
#include "philox.h"

// One tensor's [B, A, L, D] with rows that are contiguous.
struct Heads {
  explicit Heads(const Tensor& t)
      : data(t.data_ptr<float>()), heads(t.size(1)), batch_stride(t.stride(0)), head_stride(t.stride(1)), row_stride(t.stride(2)) {}

  float* of(int64_t unit) const { return data + unit / heads * batch_stride + unit % heads * head_stride; }

  static bool fits(const Tensor& t) { return is_float(t) && t.dim() == 4 && t.numel() > 0 && t.stride(3) == 1 && t.stride(2) >= t.size(3); }

  // As [B, L, A, D] in memory: what comes before attention splits that, what comes after joins it.
  static Tensor like(const Tensor& t) {
    auto b = t.size(0), a = t.size(1), l = t.size(2), d = t.size(3);
    return at::empty_strided({b, a, l, d}, {l * a * d, d, a * d, 1}, t.options());
  }

  float* data;
  int64_t heads, batch_stride, head_stride, row_stride;
};

// A row of scores becomes weights; `added` may be null. A row that sees no key, all scores minus infinity, becomes zeros.
VECTORIZED static void softmax_row(float* __restrict s, const float* __restrict added, int64_t n) {
  float top = -INFINITY;
  if (added)
    for (int64_t j = 0; j < n; j++) s[j] += added[j];
  for (int64_t j = 0; j < n; j++) top = s[j] > top ? s[j] : top;
  if (top == -INFINITY) top = 0;
  float total = 0;
  for (int64_t j = 0; j < n; j++) {
    s[j] = exp_of(s[j] - top);
    total += s[j];
  }
  float factor = total > 0 ? 1 / total : 0;
  for (int64_t j = 0; j < n; j++) s[j] *= factor;
}

// With P the weights, D = P after dropout, G the gradient of D: G becomes D * G - P * sum(D * G), the scores' gradient.
VECTORIZED static void softmax_grad_row(float* __restrict g, const float* __restrict p, const float* __restrict d, int64_t n) {
  float total = 0;
  for (int64_t j = 0; j < n; j++) {
    g[j] *= d[j];
    total += g[j];
  }
  for (int64_t j = 0; j < n; j++) g[j] -= p[j] * total;
}

struct FusedAttention : torch::autograd::Function<FusedAttention> {
  // q [B, A, L, D], k and v [B, A, S, D], added none or [B, A, L, S] of any strides but the last, 1.
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& q, const Tensor& k, const Tensor& v,
                        const Optional<Tensor>& added, double p, int64_t seed) {
    int64_t units = q.size(0) * q.size(1), l = q.size(2), d = q.size(3), s = k.size(2);
    auto out = Heads::like(q);
    auto weights = at::empty({units, l, s}, q.options());
    Heads hq(q), hk(k), hv(v), ho(out);
    Dropping dropping(p, seed);
    auto wp = weights.data_ptr<float>();
    at::parallel_for(0, units, 1, [&](int64_t from, int64_t to) {
      std::vector<float> dropped(p > 0 ? l * s : 0);
      for (int64_t unit = from; unit < to; unit++) {
        auto w = wp + unit * l * s;
        Gemm::run(false, true, l, s, d, float(1 / std::sqrt(double(d))), hq.of(unit), hq.row_stride, hk.of(unit), hk.row_stride, 0, w, s);
        for (int64_t i = 0; i < l; i++) softmax_row(w + i * s, mask_row(added, unit, i, hq.heads), s);
        auto used = w;
        if (p > 0) {
          dropping.apply(dropped.data(), w, l * s, unit * ((l * s + 63) / 64 * 16));
          used = dropped.data();
        }
        Gemm::run(false, false, l, d, s, 1, used, s, hv.of(unit), hv.row_stride, 0, ho.of(unit), ho.row_stride);
      }
    });
    context->save_for_backward({q, k, v, weights});
    context->saved_data["p"] = p;
    context->saved_data["seed"] = seed;
    return out;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list grads) {
    refuse_second_derivative();
    auto saved = context->get_saved_variables();
    const auto &q = saved[0], &k = saved[1], &v = saved[2];
    int64_t units = q.size(0) * q.size(1), l = q.size(2), d = q.size(3), s = k.size(2);
    auto scale = float(1 / std::sqrt(double(d)));
    auto p = context->saved_data["p"].toDouble();
    auto out_grad = Heads::fits(grads[0]) ? grads[0] : grads[0].contiguous();
    auto dq = Heads::like(q), dk = Heads::like(k), dvalue = Heads::like(v);
    Heads hq(q), hk(k), hv(v), go(out_grad), gq(dq), gk(dk), gv(dvalue);
    Dropping dropping(p, context->saved_data["seed"].toInt());
    auto wp = saved[3].data_ptr<float>();
    at::parallel_for(0, units, 1, [&](int64_t from, int64_t to) {
      std::vector<float> dropped(p > 0 ? l * s : 0), grad(l * s);
      for (int64_t unit = from; unit < to; unit++) {
        auto w = wp + unit * l * s;
        auto used = w;
        if (p > 0) {
          dropping.apply(dropped.data(), w, l * s, unit * ((l * s + 63) / 64 * 16));
          used = dropped.data();
        }
        Gemm::run(true, false, s, d, l, 1, used, s, go.of(unit), go.row_stride, 0, gv.of(unit), gv.row_stride);
        Gemm::run(false, true, l, s, d, 1, go.of(unit), go.row_stride, hv.of(unit), hv.row_stride, 0, grad.data(), s);
        for (int64_t i = 0; i < l; i++) softmax_grad_row(grad.data() + i * s, w + i * s, used + i * s, s);
        Gemm::run(false, false, l, d, s, scale, grad.data(), s, hk.of(unit), hk.row_stride, 0, gq.of(unit), gq.row_stride);
        Gemm::run(true, false, s, d, l, scale, grad.data(), s, hq.of(unit), hq.row_stride, 0, gk.of(unit), gk.row_stride);
      }
    });
    return {dq, dk, dvalue, Tensor(), Tensor(), Tensor()};
  }

  static const float* mask_row(const Optional<Tensor>& added, int64_t unit, int64_t row, int64_t heads) {
    if (!added) return nullptr;
    return added->data_ptr<float>() + unit / heads * added->stride(0) + unit % heads * added->stride(1) + row * added->stride(2);
  }
};

// `mask` is null, true where a key takes part, or a number that is added; it broadcasts to [B, A, L, S]. Returns 0,
// having done nothing, where the tensors are not float tensors of the CPU that fit, or there is no oneDNN.
EXPORT int ts_attention(Handle query, Handle key, Handle value, Handle mask, double p, Handle* result) {
  return guarded(-1, [&] {
    auto q = borrow(query), k = borrow(key), v = borrow(value), added = borrow(mask);
    bool fits = Gemm::available() && Heads::fits(q) && Heads::fits(k) && Heads::fits(v) && p >= 0 && p < 1 &&
                q.size(3) == k.size(3) && k.size(3) == v.size(3) && q.size(0) == k.size(0) && q.size(0) == v.size(0) &&
                q.size(1) == k.size(1) && q.size(1) == v.size(1) && k.size(2) == v.size(2);
    if (!fits || (added.defined() && (added.requires_grad() || !added.device().is_cpu()))) return 0;
    if (added.defined()) {
      if (added.scalar_type() == at::kBool)
        added = at::zeros(added.sizes(), q.options()).masked_fill_(added.logical_not(), -INFINITY);
      if (added.scalar_type() != at::kFloat) return 0;
      added = added.contiguous().expand({q.size(0), q.size(1), q.size(2), k.size(2)});
      if (added.stride(3) != 1 && k.size(2) > 1) added = added.contiguous();
    }
    *result = give(FusedAttention::apply(q, k, v, added.defined() ? Optional<Tensor>(added) : Optional<Tensor>(), p, p > 0 ? draw_seed() : 0));
    return 1;
  });
}
