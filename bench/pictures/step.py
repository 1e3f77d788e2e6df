"""One training step of a network for pictures as PyTorch users write it: AdamW, gradients clipped to a norm of 1.

Arguments: network, height and width in pixels, rows of a batch, threads.
Reads seconds from standard input, a number a line, trains for that long, and answers with rows a second.
"""
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

NAME, (SIZE, BATCH, THREADS) = sys.argv[1], map(int, sys.argv[2:])
LABELS = 10


def convolution(inputs, outputs, kernel, stride=1, padding=0):
    return nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False)


class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride, bottleneck):
        super().__init__()
        if bottleneck:
            narrow = outputs // 4
            self.convolutions = nn.ModuleList([convolution(inputs, narrow, 1), convolution(narrow, narrow, 3, stride, 1), convolution(narrow, outputs, 1)])
        else:
            self.convolutions = nn.ModuleList([convolution(inputs, outputs, 3, stride, 1), convolution(outputs, outputs, 3, 1, 1)])
        self.norms = nn.ModuleList(nn.BatchNorm2d(c.out_channels) for c in self.convolutions)
        same = inputs == outputs and stride == 1
        self.shortcut = nn.Identity() if same else nn.Sequential(convolution(inputs, outputs, 1, stride), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = x
        for place, (conv, norm) in enumerate(zip(self.convolutions, self.norms)):
            y = norm(conv(y))
            if place < len(self.convolutions) - 1:
                y = F.relu(y, inplace=True)
        y += self.shortcut(x)
        return F.relu(y, inplace=True)


def resnet(depths, sizes, bottleneck):
    layers, inputs = [convolution(3, 64, 7, 2, 3), nn.BatchNorm2d(64), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)], 64
    for stage, (depth, outputs) in enumerate(zip(depths, sizes)):
        for layer in range(depth):
            layers.append(Residual(inputs, outputs, 2 if stage and not layer else 1, bottleneck))
            inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, LABELS))


class SmallResidual(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.stride, self.added = (1, 0) if inputs == outputs else (2, outputs - inputs)
        self.conv1, self.bn1 = convolution(inputs, outputs, 3, self.stride, 1), nn.BatchNorm2d(outputs)
        self.conv2, self.bn2 = convolution(outputs, outputs, 3, 1, 1), nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)), inplace=True)))
        y += x if self.added == 0 else F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.added // 2, self.added // 2))
        return F.relu(y, inplace=True)


def small_resnet(depth):
    layers, inputs = [convolution(3, 16, 3, 1, 1), nn.BatchNorm2d(16), nn.ReLU(inplace=True)], 16
    for outputs in (16, 32, 64):
        for _ in range(depth):
            layers.append(SmallResidual(inputs, outputs))
            inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, LABELS))


def vgg(depths):
    layers, inputs = [], 3
    for depth, outputs in zip(depths, (64, 128, 256, 512, 512)):
        for _ in range(depth):
            layers += [nn.Conv2d(inputs, outputs, 3, 1, 1), nn.ReLU(inplace=True)]
            inputs = outputs
        layers.append(nn.MaxPool2d(2))
    wide = 4096
    head = [nn.Linear(512 * 49, wide), nn.ReLU(inplace=True), nn.Dropout(), nn.Linear(wide, wide), nn.ReLU(inplace=True), nn.Dropout(), nn.Linear(wide, LABELS)]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(7), nn.Flatten(), *head)


def line(inputs, *steps):
    layers = []
    for outputs, kernel, stride, padding in steps:
        layers += [convolution(inputs, outputs, kernel, stride, padding), nn.BatchNorm2d(outputs, 1e-3), nn.ReLU(inplace=True)]
        inputs = outputs
    return nn.Sequential(*layers)


class Branches(nn.Module):
    def __init__(self, *branches):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


def inception():
    point = lambda outputs: (outputs, 1, 1, 0)
    row, column = lambda outputs, k: (outputs, (1, k), 1, (0, k // 2)), lambda outputs, k: (outputs, (k, 1), 1, (k // 2, 0))
    mean = lambda: nn.AvgPool2d(3, 1, 1)
    layers = [line(3, (32, 3, 2, 0), (32, 3, 1, 0), (64, 3, 1, 1)), nn.MaxPool2d(3, 2), line(64, point(80), (192, 3, 1, 0)), nn.MaxPool2d(3, 2)]
    for inputs, pooled in ((192, 32), (256, 64), (288, 64)):
        layers.append(Branches(line(inputs, point(64)), line(inputs, point(48), (64, 5, 1, 2)), line(inputs, point(64), (96, 3, 1, 1), (96, 3, 1, 1)),
                               nn.Sequential(mean(), line(inputs, point(pooled)))))
    layers.append(Branches(line(288, (384, 3, 2, 0)), line(288, point(64), (96, 3, 1, 1), (96, 3, 2, 0)), nn.MaxPool2d(3, 2)))
    for w in (128, 160, 160, 192):
        layers.append(Branches(line(768, point(192)), line(768, point(w), row(w, 7), column(192, 7)),
                               line(768, point(w), column(w, 7), row(w, 7), column(w, 7), row(192, 7)), nn.Sequential(mean(), line(768, point(192)))))
    layers.append(Branches(line(768, point(192), (320, 3, 2, 0)), line(768, point(192), row(192, 7), column(192, 7), (192, 3, 2, 0)), nn.MaxPool2d(3, 2)))
    for inputs in (1280, 2048):
        fork = lambda width: Branches(line(width, row(384, 3)), line(width, column(384, 3)))
        layers.append(Branches(line(inputs, point(320)), nn.Sequential(line(inputs, point(384)), fork(384)),
                               nn.Sequential(line(inputs, point(448), (384, 3, 1, 1)), fork(384)), nn.Sequential(mean(), line(inputs, point(192)))))
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Dropout(), nn.Flatten(), nn.Linear(2048, LABELS))


torch.set_num_threads(THREADS)
torch.manual_seed(1)
model = {
    "resnet18": lambda: resnet((2, 2, 2, 2), (64, 128, 256, 512), False),
    "resnet50": lambda: resnet((3, 4, 6, 3), (256, 512, 1024, 2048), True),
    "resnet20": lambda: small_resnet(3),
    "vgg11": lambda: vgg((1, 1, 2, 2, 2)),
    "inception_v3": inception,
}[NAME]().train()
decayed = [p for p in model.parameters() if p.ndim >= 2]
others = [p for p in model.parameters() if p.ndim < 2]
optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}], lr=5e-5)
pixels, labels = torch.randn(BATCH, 3, SIZE, SIZE), torch.randint(0, LABELS, (BATCH,))

for seconds in sys.stdin:
    rows, start = 0, time.perf_counter()
    while time.perf_counter() - start < float(seconds):
        optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(model(pixels.clone()), labels)
        loss.item()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        rows += BATCH
    print(rows / (time.perf_counter() - start), flush=True)
