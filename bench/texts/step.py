"""One training step of a transformer for texts as PyTorch users write it: dropout 0.1, AdamW, gradients clipped to a norm of 1.

Arguments: family, task, threads. Shapes are those of Case.cs.
Reads seconds from standard input, a number a line, trains for that long, and answers with texts a second.
"""
import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

FAMILY, TASK, THREADS = sys.argv[1], sys.argv[2], int(sys.argv[3])
VOCABULARY, HIDDEN, LAYERS, HEADS, WIDE, POSITIONS, PADDING = 8192, 256, 4, 8, 1024, 514, 1
BATCH, LENGTH, LABELS, DROPOUT = 16, 128, 3, 0.1


def attend(query, key, value, mask):
    def split(x):
        return x.view(x.shape[0], x.shape[1], HEADS, -1).transpose(1, 2)

    scores = split(query) @ split(key).transpose(-1, -2) / math.sqrt(HIDDEN // HEADS) + mask
    return (F.dropout(scores.softmax(-1), DROPOUT) @ split(value)).transpose(1, 2).flatten(2)


class EncoderLayer(nn.Module):
    def __init__(self, drops_mixed):
        super().__init__()
        self.query, self.key, self.value, self.mix = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.widen, self.narrow = nn.Linear(HIDDEN, WIDE), nn.Linear(WIDE, HIDDEN)
        self.first, self.second = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)
        self.drops_mixed = drops_mixed

    def forward(self, x, mask):
        mixed = self.mix(attend(self.query(x), self.key(x), self.value(x), mask))
        x = self.first((F.dropout(mixed, DROPOUT) if self.drops_mixed else mixed) + x)
        return self.second(F.dropout(self.narrow(F.gelu(self.widen(x))), DROPOUT) + x)


class Encoder(nn.Module):
    """BERT, RoBERTa and DistilBERT, which differ in how places are counted, in segments and in one dropout."""

    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN, padding_idx=PADDING)
        self.places = nn.Embedding(POSITIONS, HIDDEN)
        self.types = None if FAMILY == "distilbert" else nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.layers = nn.ModuleList(EncoderLayer(FAMILY != "distilbert") for _ in range(LAYERS))

    def forward(self, ids, mask):
        places = torch.arange(ids.shape[1])
        if FAMILY == "roberta":
            tokens = ids.ne(PADDING).long()
            places = tokens.cumsum(1) * tokens + PADDING
        x = self.words(ids) + self.places(places)
        if self.types is not None:
            x = x + self.types(torch.zeros_like(ids))
        x = F.dropout(self.norm(x), DROPOUT)
        mask = (1.0 - mask[:, None, None, :].float()) * torch.finfo(torch.float32).min
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Projection(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.empty(inputs, outputs)), nn.Parameter(torch.zeros(outputs))

    def forward(self, x):
        return torch.addmm(self.bias, x.view(-1, x.shape[-1]), self.weight).view(*x.shape[:-1], -1)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.LayerNorm(HIDDEN), nn.LayerNorm(HIDDEN)
        self.all, self.mix = Projection(HIDDEN, 3 * HIDDEN), Projection(HIDDEN, HIDDEN)
        self.widen, self.narrow = Projection(HIDDEN, WIDE), Projection(WIDE, HIDDEN)

    def forward(self, x, mask):
        x = F.dropout(self.mix(attend(*self.all(self.first(x)).split(HIDDEN, 2), mask)), DROPOUT) + x
        return F.dropout(self.narrow(F.gelu(self.widen(self.second(x)), approximate="tanh")), DROPOUT) + x


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.words, self.places = nn.Embedding(VOCABULARY, HIDDEN), nn.Embedding(POSITIONS, HIDDEN)
        self.layers, self.norm = nn.ModuleList(Block() for _ in range(LAYERS)), nn.LayerNorm(HIDDEN)

    def forward(self, ids, mask):
        x = F.dropout(self.words(ids) + self.places(torch.arange(ids.shape[1])), DROPOUT)
        before = torch.ones(ids.shape[1], ids.shape[1], dtype=torch.bool).tril()
        mask = (mask[:, None, None, :].bool() & before).logical_not().float() * torch.finfo(torch.float32).min
        for layer in self.layers:
            x = layer(x, mask)
        return self.norm(x)


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = Decoder() if FAMILY == "gpt2" else Encoder()
        self.dense = None if FAMILY == "gpt2" or TASK == "token-classification" else nn.Linear(HIDDEN, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, 1e-12) if TASK == "masked-lm" else None
        self.bias = nn.Parameter(torch.zeros(VOCABULARY)) if TASK == "masked-lm" else None
        self.head = None if TASK.endswith("-lm") else nn.Linear(HIDDEN, LABELS, bias=FAMILY != "gpt2")

    def forward(self, ids, mask):
        x = self.body(ids, mask)
        if TASK == "causal-lm":
            return F.linear(x, self.body.words.weight)
        if TASK == "masked-lm":
            return F.linear(self.norm(F.gelu(self.dense(x))), self.body.words.weight, self.bias)
        if TASK == "token-classification":
            return self.head(F.dropout(x, DROPOUT))
        if FAMILY == "gpt2":
            return self.head(x)[torch.arange(len(ids)), mask.sum(1) - 1]
        if FAMILY == "distilbert":
            return self.head(F.dropout(self.dense(x[:, 0]).relu(), DROPOUT))
        return self.head(F.dropout(self.dense(F.dropout(x[:, 0], DROPOUT)).tanh(), DROPOUT))


torch.set_num_threads(THREADS)
torch.manual_seed(1)
model = Model().train()
for parameter in model.parameters():
    if parameter.ndim > 1:
        nn.init.normal_(parameter, 0, 0.02)
decayed = [p for p in model.parameters() if p.ndim >= 2]
others = [p for p in model.parameters() if p.ndim < 2]
optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}], lr=5e-5)
ids = torch.randint(5, VOCABULARY, (BATCH, LENGTH))
mask = torch.ones_like(ids)
if TASK == "masked-lm":
    labels = torch.where(torch.rand(ids.shape) < 0.15, ids, torch.full_like(ids, -100))
elif TASK == "token-classification":
    labels = torch.randint(0, LABELS, (BATCH, LENGTH))
else:
    labels = torch.randint(0, LABELS, (BATCH,))


def step():
    optimizer.zero_grad(set_to_none=True)
    logits = model(ids, mask)
    if TASK == "causal-lm":
        loss = F.cross_entropy(logits[:, :-1].reshape(-1, VOCABULARY), ids[:, 1:].reshape(-1))
    else:
        loss = F.cross_entropy(logits.view(-1, logits.shape[-1]), labels.view(-1))
    loss.item()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()


for line in sys.stdin:
    seconds, rows, start = float(line), 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        step()
        rows += BATCH
    print(rows / (time.perf_counter() - start), flush=True)
