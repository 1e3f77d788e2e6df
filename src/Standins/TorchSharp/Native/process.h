// The process: start, version, seed, threads, devices.
#pragma once
#include "allocator.h"
#include "common.h"

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
