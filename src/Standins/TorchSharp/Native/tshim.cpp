// A C ABI over libtorch's boxed dispatcher, so that C# reaches every ATen operator through one function, ts_call.
// Compiles against PyTorch 1.13 to 2.13. A tensor handle is a TensorImpl* that carries one reference: whoever gets
// one calls ts_release. Functions that can fail return a negative number for an error, whose text ts_error gives.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/jit_type.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/CPUAllocator.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <dlfcn.h>
#include <torch/csrc/api/include/torch/version.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/autograd/variable.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

#define EXPORT extern "C" __attribute__((visibility("default")))

using at::Tensor;
using c10::IValue;
using Handle = c10::TensorImpl*;
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
template <class T> using Optional = std::optional<T>;
#else
template <class T> using Optional = c10::optional<T>;
#endif

// ---- errors ------------------------------------------------------------------------------------------------------

static thread_local std::string last_error;

template <class Result, class Body>
static Result guarded(Result failure, Body body) {
  try {
    return body();
  } catch (const c10::Error& error) {
    last_error = error.what_without_backtrace();
  } catch (const std::exception& error) {
    last_error = error.what();
  } catch (...) {
    last_error = "unknown C++ exception";
  }
  return failure;
}

template <class Body>
static int guarded(Body body) {
  return guarded(-1, [&] { body(); return 0; });
}

EXPORT const char* ts_error() { return last_error.c_str(); }

// ---- handles -----------------------------------------------------------------------------------------------------

using TensorPointer = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

static Tensor borrow(Handle handle) { return handle ? Tensor(TensorPointer::reclaim_copy(handle)) : Tensor(); }
static Handle give(Tensor tensor) { return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr; }

static std::vector<Tensor> borrow(const Handle* handles, int count) {
  std::vector<Tensor> tensors;
  tensors.reserve(count);
  for (int i = 0; i < count; i++) tensors.push_back(borrow(handles[i]));
  return tensors;
}

EXPORT void ts_release(Handle handle) {
  if (handle) c10::raw::intrusive_ptr::decref(handle);
}

// ---- calling operators -------------------------------------------------------------------------------------------

// The tags and layout of Value are mirrored in Value.cs.
enum Tag : int32_t { None, TensorTag, Int, Double, Bool, IntList, TensorList, OptionalTensorList, String, Device, Default };

struct Value {
  int32_t tag, length;
  union { int64_t integer; double real; void* pointer; };
};
static_assert(sizeof(Value) == 16, "Value is passed as 16 bytes");

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Optional<IValue>> defaults;
  std::vector<bool> wants_double;  // a `float` argument does not accept an integer IValue

  explicit Operator(c10::OperatorHandle found) : handle(found) {
    for (const auto& argument : handle.schema().arguments()) {
      auto value = argument.default_value();
      defaults.push_back(value ? Optional<IValue>(*value) : Optional<IValue>());
      auto type = argument.type();
      if (type->kind() == c10::TypeKind::OptionalType) type = type->expectRef<c10::OptionalType>().getElementType();
      wants_double.push_back(type->kind() == c10::TypeKind::FloatType);
    }
  }

  const IValue& default_of(size_t index) const {
    if (!defaults[index]) {
      std::ostringstream text;
      text << "argument " << index << " is missing: " << handle.schema();
      throw std::invalid_argument(text.str());
    }
    return *defaults[index];
  }
};

static IValue to_ivalue(const Value& value, bool wants_double) {
  switch (value.tag) {
    case None: return IValue();
    case TensorTag: return IValue(borrow(static_cast<Handle>(value.pointer)));
    case Int: return wants_double ? IValue(static_cast<double>(value.integer)) : IValue(value.integer);
    case Double: return IValue(value.real);
    case Bool: return IValue(value.integer != 0);
    case String: return IValue(std::string(static_cast<const char*>(value.pointer), value.length));
    case Device: return IValue(c10::Device(c10::DeviceType(value.length), c10::DeviceIndex(value.integer)));
    case IntList: {
      auto items = static_cast<const int64_t*>(value.pointer);
      return IValue(c10::List<int64_t>(c10::ArrayRef<int64_t>(items, value.length)));
    }
    case TensorList: {
      c10::List<Tensor> list;
      list.reserve(value.length);
      for (int i = 0; i < value.length; i++) list.push_back(borrow(static_cast<Handle*>(value.pointer)[i]));
      return IValue(std::move(list));
    }
    case OptionalTensorList: {
      c10::List<Optional<Tensor>> list;
      list.reserve(value.length);
      for (int i = 0; i < value.length; i++) {
        auto item = static_cast<Handle*>(value.pointer)[i];
        list.push_back(item ? Optional<Tensor>(borrow(item)) : Optional<Tensor>());
      }
      return IValue(std::move(list));
    }
    default: throw std::invalid_argument("unknown argument tag " + std::to_string(value.tag));
  }
}

// A list of tensors comes back as a malloc'd array of handles, to be freed with ts_free.
static Value to_value(IValue&& result) {
  Value value{None, 0, {0}};
  if (result.isTensor()) {
    value.pointer = give(std::move(result).toTensor());
    value.tag = value.pointer ? TensorTag : None;
  } else if (result.isInt()) {
    value.tag = Int;
    value.integer = result.toInt();
  } else if (result.isDouble()) {
    value.tag = Double;
    value.real = result.toDouble();
  } else if (result.isBool()) {
    value.tag = Bool;
    value.integer = result.toBool();
  } else if (result.isTensorList()) {
    auto tensors = result.toTensorVector();
    auto handles = static_cast<Handle*>(malloc(sizeof(Handle) * (tensors.size() + 1)));
    for (size_t i = 0; i < tensors.size(); i++) handles[i] = give(std::move(tensors[i]));
    value.tag = TensorList;
    value.length = static_cast<int32_t>(tensors.size());
    value.pointer = handles;
  }
  return value;
}

EXPORT void ts_free(void* memory) { free(memory); }

// The operator lives as long as the process.
EXPORT int ts_find(const char* name, const char* overload, Operator** result) {
  return guarded([&] {
    auto found = c10::Dispatcher::singleton().findSchema({name, overload});
    TORCH_CHECK(found, "this libtorch has no operator ", name, ".", overload);
    *result = new Operator(*found);
  });
}

// Returns the number of results. Arguments left out at the end, or tagged Default, take the schema's default.
EXPORT int ts_call(Operator* op, const Value* arguments, int count, Value* results, int capacity) {
  return guarded(-1, [&] {
    size_t expected = op->defaults.size();
    TORCH_CHECK(size_t(count) <= expected, "too many arguments: ", op->handle.schema());
    std::vector<IValue> stack;
    stack.reserve(expected);
    for (size_t i = 0; i < expected; i++) {
      bool given = i < size_t(count) && arguments[i].tag != Default;
      stack.push_back(given ? to_ivalue(arguments[i], op->wants_double[i]) : op->default_of(i));
    }
    op->handle.callBoxed(&stack);
    TORCH_CHECK(stack.size() <= size_t(capacity), "too many results: ", op->handle.schema());
    for (size_t i = 0; i < stack.size(); i++) results[i] = to_value(std::move(stack[i]));
    return static_cast<int>(stack.size());
  });
}

// ---- tensors -----------------------------------------------------------------------------------------------------

// Mirrored in TensorInfo.cs.
struct Info {
  int32_t dtype, device_type, device_index, dimensions;
  int64_t elements, element_size;
  void* data;
  uint8_t requires_grad, is_leaf, is_contiguous, is_inference;
};

EXPORT int ts_info(Handle handle, Info* info) {
  return guarded([&] {
    auto t = borrow(handle);
    info->dtype = int(t.scalar_type());
    info->device_type = int(t.device().type());
    info->device_index = t.device().index();
    info->dimensions = int(t.dim());
    info->elements = t.numel();
    info->element_size = t.element_size();
    info->data = t.has_storage() ? t.data_ptr() : nullptr;
    info->requires_grad = t.requires_grad();
    info->is_leaf = t.is_leaf();
    info->is_contiguous = t.is_contiguous();
    info->is_inference = t.is_inference();
  });
}

// Either of sizes and strides may be null.
EXPORT int ts_layout(Handle handle, int64_t* sizes, int64_t* strides) {
  return guarded([&] {
    auto t = borrow(handle);
    for (int64_t i = 0; i < t.dim(); i++) {
      if (sizes) sizes[i] = t.size(i);
      if (strides) strides[i] = t.stride(i);
    }
  });
}

// A tensor in the CPU's memory that holds a copy of data.
EXPORT int ts_from_host(const void* data, const int64_t* sizes, int dimensions, int dtype, Handle* result) {
  return guarded([&] {
    auto t = at::empty(at::IntArrayRef(sizes, dimensions), at::TensorOptions().dtype(at::ScalarType(dtype)));
    if (t.nbytes() > 0) memcpy(t.data_ptr(), data, t.nbytes());
    *result = give(std::move(t));
  });
}

// ---- autograd ----------------------------------------------------------------------------------------------------

EXPORT int ts_set_requires_grad(Handle handle, int on) {
  return guarded([&] { borrow(handle).set_requires_grad(on != 0); });
}

// Null where there is no gradient.
EXPORT int ts_grad(Handle handle, Handle* grad) {
  return guarded([&] { *grad = give(borrow(handle).grad()); });
}

EXPORT int ts_set_grad(Handle handle, Handle grad) {
  return guarded([&] { borrow(handle).mutable_grad() = borrow(grad); });
}

EXPORT int ts_backward(const Handle* roots, const Handle* grads, int count, int keep, int create,
                       const Handle* inputs, int input_count) {
  return guarded([&] {
    auto given = grads ? borrow(grads, count) : std::vector<Tensor>();
    torch::autograd::backward(borrow(roots, count), given, keep != 0, create != 0, borrow(inputs, input_count));
  });
}

EXPORT int ts_gradients(const Handle* outputs, const Handle* grads, int count, const Handle* inputs, int input_count,
                        int keep, int create, int allow_unused, Handle* results) {
  return guarded([&] {
    auto given = grads ? borrow(grads, count) : std::vector<Tensor>();
    auto found = torch::autograd::grad(borrow(outputs, count), borrow(inputs, input_count), given, keep != 0,
                                       create != 0, allow_unused != 0);
    for (int i = 0; i < input_count; i++) results[i] = give(found[i]);
  });
}

// Sets the calling thread's mode unless `mode` is negative; returns the one before.
EXPORT int ts_grad_mode(int mode) {
  bool before = c10::GradMode::is_enabled();
  if (mode >= 0) c10::GradMode::set_enabled(mode != 0);
  return before;
}

EXPORT void* ts_enter_inference(int on) { return new c10::InferenceMode(on != 0); }
EXPORT void ts_leave_inference(void* mode) { delete static_cast<c10::InferenceMode*>(mode); }
EXPORT int ts_inference_mode() { return c10::InferenceMode::is_enabled(); }

// ---- the process: version, seed, threads, devices ------------------------------------------------------------------

EXPORT const char* ts_version() {
  return TORCH_VERSION;
}

EXPORT int ts_manual_seed(uint64_t seed) {
  return guarded([&] { at::manual_seed(seed); });
}

EXPORT int ts_get_num_threads() { return at::get_num_threads(); }

EXPORT int ts_set_num_threads(int count) {
  return guarded([&] {
    at::set_num_threads(count);
    // an OpenBLAS built on pthreads has a pool of its own, which at:: does not reach
    auto set = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    if (set) set(count);
  });
}

EXPORT int ts_device_count(int type) {
  return guarded(0, [&]() -> int {
    auto device = c10::DeviceType(type);
    if (device == c10::kCPU) return 1;
    return c10::impl::hasDeviceGuardImpl(device) ? c10::impl::VirtualGuardImpl(device).deviceCount() : 0;
  });
}

EXPORT int ts_synchronize(int type, int index) {
  return guarded([&] {
    auto device = c10::Device(c10::DeviceType(type), c10::DeviceIndex(index < 0 ? 0 : index));
    if (!device.is_cpu()) c10::impl::VirtualGuardImpl(device.type()).getStream(device).synchronize();
  });
}

// ---- a caching allocator for the CPU -------------------------------------------------------------------------------

// glibc gives large blocks back to the kernel when they are freed, so that each training step would fault its
// activations in again. Freed blocks stay here, by size class, up to a limit.
struct CachingAllocator final : c10::Allocator {
  static constexpr size_t header_bytes = 64;

  static CachingAllocator& instance() {
    static auto* allocator = new CachingAllocator;  // outlives every tensor
    return *allocator;
  }

  // Eight classes an octave waste at most an eighth.
  static size_t size_class(size_t bytes) {
    if (bytes < 4096) return 4096;
    size_t step = size_t(1) << (60 - __builtin_clzll(bytes));
    return (bytes + step - 1) & ~(step - 1);
  }

  c10::DataPtr take(size_t bytes) {
    if (bytes == 0) return {nullptr, nullptr, &put_back, c10::Device(c10::kCPU)};
    size_t size = size_class(bytes + header_bytes);
    char* block = nullptr;
    {
      std::lock_guard<std::mutex> lock(mutex);
      auto& free_blocks = blocks[size];
      if (!free_blocks.empty()) {
        block = free_blocks.back();
        free_blocks.pop_back();
        held -= size;
      }
    }
    if (!block) {
      void* fresh = nullptr;
      if (posix_memalign(&fresh, header_bytes, size) != 0) throw std::bad_alloc();
      block = static_cast<char*>(fresh);
      *reinterpret_cast<size_t*>(block) = size;
    }
    char* data = block + header_bytes;
    return {data, data, &put_back, c10::Device(c10::kCPU)};
  }

  static void put_back(void* data) {
    if (!data) return;
    auto& self = instance();
    char* block = static_cast<char*>(data) - header_bytes;
    size_t size = *reinterpret_cast<size_t*>(block);
    {
      std::lock_guard<std::mutex> lock(self.mutex);
      if (self.held + size <= self.limit) {
        self.blocks[size].push_back(block);
        self.held += size;
        return;
      }
    }
    free(block);
  }

  // `allocate` is const in 1.13 and not in 2.x, which also adds copy_data: none says `override`, so that each
  // overrides where its base has it.
  c10::DataPtr allocate(size_t bytes) const { return const_cast<CachingAllocator*>(this)->take(bytes); }
  c10::DataPtr allocate(size_t bytes) { return take(bytes); }
  void copy_data(void* to, const void* from, std::size_t bytes) const { memcpy(to, from, bytes); }
  c10::DeleterFnPtr raw_deleter() const override { return &put_back; }

  std::mutex mutex;
  std::map<size_t, std::vector<char*>> blocks;
  size_t held = 0, limit = 0;
};

// Called once, before anything else. Returns what a person wants to know of the libraries that were loaded, one fact
// a line; null for an error.
EXPORT const char* ts_start(int threads, int64_t cache_limit_bytes) {
  return guarded<const char*>(nullptr, [&] {
    CachingAllocator::instance().limit = size_t(cache_limit_bytes);
    c10::SetCPUAllocator(&CachingAllocator::instance(), 100);
    ts_set_num_threads(threads);
    static std::string text;
    std::ostringstream facts;
    auto config = reinterpret_cast<char* (*)()>(dlsym(RTLD_DEFAULT, "openblas_get_config"));
    auto core = reinterpret_cast<char* (*)()>(dlsym(RTLD_DEFAULT, "openblas_get_corename"));
    facts << "BLAS loaded: " << (config ? config() : "not OpenBLAS") << (core ? ", kernels for " : "") << (core ? core() : "");
    facts << "\nthreads: " << at::get_num_threads() << "\nCUDA devices: " << ts_device_count(int(c10::kCUDA));
    text = facts.str();
    return text.c_str();
  });
}

// ---- fused operators on the CPU ------------------------------------------------------------------------------------

// Compiled for each of these instruction sets; the best that the processor has is taken at load.
#define VECTORIZED __attribute__((target_clones("avx512f", "avx2", "default"), optimize("O3", "no-math-errno", \
                                                "associative-math", "no-trapping-math", "no-signed-zeros")))

static bool is_plain(const Tensor& t) {
  return t.device().is_cpu() && t.scalar_type() == at::kFloat && t.is_contiguous() && t.layout() == at::kStrided;
}

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

// Philox 4x32 with ten rounds (Salmon et al. 2011): 64 numbers from 16 consecutive counters, the j-th word of counter i
// at [j * 16 + i], so that a compiler turns the loops over i into vectors.
struct Philox {
  uint32_t key0, key1;

  __attribute__((always_inline)) inline void draw64(uint64_t counter, uint32_t* __restrict out) const {
    uint32_t a[16], b[16], c[16], d[16], k0 = key0, k1 = key1;
    for (int i = 0; i < 16; i++) {
      a[i] = uint32_t(counter) + i;  // callers' counters are multiples of 16: no carry
      b[i] = uint32_t(counter >> 32);
      c[i] = d[i] = 0;
    }
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < 16; i++) {
        uint64_t x = uint64_t(a[i]) * 0xD2511F53u, y = uint64_t(c[i]) * 0xCD9E8D57u;
        a[i] = uint32_t(y >> 32) ^ b[i] ^ k0;
        b[i] = uint32_t(y);
        c[i] = uint32_t(x >> 32) ^ d[i] ^ k1;
        d[i] = uint32_t(x);
      }
      k0 += 0x9E3779B9u;
      k1 += 0xBB67AE85u;
    }
    for (int i = 0; i < 16; i++) {
      out[i] = a[i];
      out[16 + i] = b[i];
      out[32 + i] = c[i];
      out[48 + i] = d[i];
    }
  }
};

// y = x * scale where the draw of that position is at or over the threshold, otherwise 0. `from` is a multiple of 64.
VECTORIZED static void dropout_range(float* __restrict y, const float* __restrict x, int64_t from, int64_t to,
                                     Philox philox, uint32_t threshold, float scale) {
  uint32_t draws[64];
  for (int64_t block = from; block < to; block += 64) {
    philox.draw64(uint64_t(block / 4), draws);
    int64_t n = std::min<int64_t>(64, to - block);
    for (int64_t i = 0; i < n; i++) y[block + i] = draws[i] >= threshold ? x[block + i] * scale : 0.0f;
  }
}

// aten::dropout draws one number after the other on one thread. Here the draw of a position depends on the seed and the
// position alone: it vectorizes, and the backward pass draws again rather than keep a mask.
struct FusedDropout : torch::autograd::Function<FusedDropout> {
  static Tensor apply_mask(const Tensor& x, double p, int64_t seed) {
    auto y = at::empty_like(x);
    auto xp = x.data_ptr<float>();
    auto yp = y.data_ptr<float>();
    Philox philox{uint32_t(seed), uint32_t(uint64_t(seed) >> 32)};
    auto threshold = uint32_t(std::min(4294967295.0, p * 4294967296.0));
    auto blocks = (x.numel() + 63) / 64;
    at::parallel_for(0, blocks, 512, [&](int64_t from, int64_t to) {
      dropout_range(yp, xp, from * 64, std::min(to * 64, x.numel()), philox, threshold, float(1 / (1 - p)));
    });
    return y;
  }

  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x, double p, int64_t seed) {
    context->saved_data["p"] = p;
    context->saved_data["seed"] = seed;
    return apply_mask(x, p, seed);
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list grads) {
    auto grad = apply_mask(grads[0].contiguous(), context->saved_data["p"].toDouble(), context->saved_data["seed"].toInt());
    return {grad, Tensor(), Tensor()};
  }
};

static int64_t draw_seed() {
  auto generator = at::globalContext().defaultGenerator(c10::Device(c10::kCPU));
  std::lock_guard<std::mutex> lock(generator.mutex());
  return int64_t(at::check_generator<at::CPUGeneratorImpl>(generator)->random64());
}

// Returns 0, having done nothing, where x is not a contiguous float tensor of the CPU or p is not inside (0, 1).
EXPORT int ts_dropout(Handle x, double p, Handle* result) {
  return guarded(-1, [&] {
    auto input = borrow(x);
    if (!is_plain(input) || !(p > 0 && p < 1)) return 0;
    *result = give(FusedDropout::apply(input, p, draw_seed()));
    return 1;
  });
}
