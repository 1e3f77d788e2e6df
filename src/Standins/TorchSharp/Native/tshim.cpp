// A C ABI over libtorch's boxed dispatcher, so that C# reaches every ATen operator through one function, ts_call.
// Compiles against PyTorch 1.13 to 2.13. A tensor handle is a TensorImpl* that carries one reference: whoever gets
// one calls ts_release. Functions that can fail return a negative number for an error, whose text ts_error gives.
#include "adamw.h"
#include "attention.h"
#include "autograd.h"
#include "clipping.h"
#include "dispatcher.h"
#include "dropout.h"
#include "linear.h"
#include "process.h"
#include "tensors.h"
