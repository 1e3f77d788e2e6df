"""Writes the files of this folder with the real torch.save, and expected.json with what stands in them.

Made with PyTorch 1.13.1 (Debian 12's python3-torch): python3 make.py
"""
import json
import torch
from collections import OrderedDict

torch.manual_seed(1)
base = torch.arange(24, dtype=torch.float32).reshape(4, 6) / 8
tensors = OrderedDict()
tensors["float"] = base
tensors["transposed"] = base.t()             # shares the storage of "float", strides (1, 6)
tensors["column"] = base[:, 2]               # strided, an offset
tensors["row"] = base[3]                     # contiguous, an offset
tensors["block"] = base[1:3, ::2]
tensors["double"] = torch.tensor([1.5, -2.25], dtype=torch.float64)
tensors["half"] = torch.tensor([[1.5], [-2.0]], dtype=torch.float16)
tensors["bfloat16"] = torch.tensor([1.5, -2.0, 3.0], dtype=torch.bfloat16)
tensors["long"] = torch.tensor([7, -(2 ** 62)])
tensors["int"] = torch.tensor([7, -2 ** 31], dtype=torch.int32)
tensors["short"] = torch.tensor([7, -2 ** 15], dtype=torch.int16)
tensors["char"] = torch.tensor([7, -128], dtype=torch.int8)
tensors["byte"] = torch.tensor([7, 255], dtype=torch.uint8)
tensors["bool"] = torch.tensor([True, False])
tensors["scalar"] = torch.tensor(0.5)
tensors["empty"] = torch.zeros(0, 3)
tensors["parameter"] = torch.nn.Parameter(torch.tensor([[0.25, 4.0]]))

for protocol in (2, 3, 4, 5):
    torch.save(tensors, f"zip-protocol-{protocol}.pt", pickle_protocol=protocol)
    torch.save(tensors, f"legacy-protocol-{protocol}.pt", pickle_protocol=protocol, _use_new_zipfile_serialization=False)

# what a training script keeps: a model within torch.nn.DataParallel, the optimizer, counters
model = torch.nn.Sequential(OrderedDict(conv=torch.nn.Conv2d(1, 2, 3, bias=False), norm=torch.nn.BatchNorm2d(2)))
optimizer = torch.optim.Adam(model.parameters())
model(torch.ones(1, 1, 4, 4)).sum().backward()
optimizer.step()
wrapped = torch.nn.DataParallel(model)
torch.save(
    {"epoch": 3, "arch": "conv", "state_dict": wrapped.state_dict(), "best_prec1": 91.25, "optimizer": optimizer.state_dict()},
    "checkpoint.pth.tar")
torch.save(model, "whole-model.pt")
torch.jit.script(model).save("torchscript.pt")


def listed(state):
    return {name: {"shape": list(t.shape), "type": str(t.dtype).removeprefix("torch."), "values": t.detach().to(torch.float64).flatten().tolist()
                   if t.is_floating_point() else t.to(torch.int64).flatten().tolist()} for name, t in state.items()}


with open("expected.json", "w", encoding="utf-8") as file:
    json.dump({"tensors": listed(tensors), "checkpoint": listed(model.state_dict())}, file, indent=1)
    file.write("\n")
