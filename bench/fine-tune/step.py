"""One training step of a BERT classifier as PyTorch users write it: batch 32, dropout 0.1, AdamW, gradients clipped to a norm of 1.

Arguments: vocabulary, hidden size, layers, heads, feed-forward size, threads.
Reads lines from standard input and answers each with rows a second: `for SECONDS TOKENS` trains for that long on texts of that
many tokens, `each TOKENS TOKENS ...` on one batch for each number.
"""
import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

VOCABULARY, HIDDEN, LAYERS, HEADS, WIDE, THREADS = map(int, sys.argv[1:])
BATCH, DROPOUT, LABELS, POSITIONS = 32, 0.1, 2, 512


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.mix = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.widen, self.narrow = nn.Linear(HIDDEN, WIDE), nn.Linear(WIDE, HIDDEN)
        self.first, self.second = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x, mask):
        def split(y):
            return y.view(y.shape[0], y.shape[1], HEADS, -1).transpose(1, 2)

        scores = split(self.query(x)) @ split(self.key(x)).transpose(-1, -2) / math.sqrt(HIDDEN // HEADS) + mask
        mixed = self.dropout(scores.softmax(-1)) @ split(self.value(x))
        x = self.first(self.dropout(self.mix(mixed.transpose(1, 2).flatten(2))) + x)
        return self.second(self.dropout(self.narrow(F.gelu(self.widen(x)))) + x)


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN, padding_idx=0)
        self.types, self.places = nn.Embedding(2, HIDDEN), nn.Embedding(POSITIONS, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.pooler, self.classifier = nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, LABELS)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, ids, mask, types):
        x = self.dropout(self.norm(self.words(ids) + self.types(types) + self.places(torch.arange(ids.shape[1]))))
        mask = (1.0 - mask[:, None, None, :].float()) * torch.finfo(torch.float32).min
        for layer in self.layers:
            x = layer(x, mask)
        return self.classifier(self.dropout(self.pooler(x[:, 0]).tanh()))


torch.set_num_threads(THREADS)
torch.manual_seed(1)
model = Classifier().train()
for parameter in model.parameters():
    if parameter.ndim > 1:
        nn.init.normal_(parameter, 0, 0.02)
decayed = [p for p in model.parameters() if p.ndim >= 2]
others = [p for p in model.parameters() if p.ndim < 2]
optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}], lr=5e-5)


def step(length):
    ids = torch.randint(1, VOCABULARY, (BATCH, length))
    labels = torch.randint(0, LABELS, (BATCH,))
    optimizer.zero_grad(set_to_none=True)
    loss = F.cross_entropy(model(ids, torch.ones_like(ids), torch.zeros_like(ids)), labels)
    loss.item()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()


for line in sys.stdin:
    command, *numbers = line.split()
    rows, start = 0, time.perf_counter()
    if command == "for":
        seconds, length = float(numbers[0]), int(numbers[1])
        while time.perf_counter() - start < seconds:
            step(length)
            rows += BATCH
    else:
        for length in numbers:
            step(int(length))
            rows += BATCH
    print(rows / (time.perf_counter() - start), flush=True)
