"""The same model as Python users serve it, the way MLflow does: FastAPI and uvicorn before PyTorch in eager mode, one request at a time.

Arguments: a model folder of mlops (a BERT classifier: config.json, model.safetensors, vocab.txt, model.json), the port, threads of PyTorch.
Debian: python3-fastapi, uvicorn, python3-torch. The tokenizer is BERT's WordPiece, in Python.
"""
import json
import math
import struct
import sys
import unicodedata
from pathlib import Path

import torch
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from torch.nn import functional as F

FOLDER, PORT, THREADS = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
CONFIG = json.loads((FOLDER / "config.json").read_text())
DESCRIPTION = json.loads((FOLDER / "model.json").read_text())
VOCABULARY = {line: number for number, line in enumerate((FOLDER / "vocab.txt").read_text(encoding="utf-8").split("\n"))}
HEADS, LAYERS, EPSILON = CONFIG["num_attention_heads"], CONFIG["num_hidden_layers"], CONFIG["layer_norm_eps"]
LONGEST_WORD = 100


def read_weights(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        content = bytearray(file.read())
    weights = {}
    for name, entry in header.items():
        if name != "__metadata__":
            start, end = entry["data_offsets"]
            weights[name] = torch.frombuffer(content, dtype=torch.float32, offset=start, count=(end - start) // 4).view(entry["shape"]).clone()
    return weights


W = read_weights(FOLDER / "model.safetensors")


def words_of(text):
    """Lower case without accents, split at white space and around each punctuation mark."""
    word = ""
    for letter in unicodedata.normalize("NFD", text.lower()):
        kind = unicodedata.category(letter)
        if kind == "Mn":
            continue
        code = ord(letter)
        if letter.isspace() or kind[0] == "C":
            if word:
                yield word
            word = ""
        elif kind[0] == "P" or 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
            if word:
                yield word
            yield letter
            word = ""
        else:
            word += letter
    if word:
        yield word


def pieces_of(word):
    """WordPiece: the longest known beginning, then the longest known continuation."""
    if len(word) > LONGEST_WORD:
        return [VOCABULARY["[UNK]"]]
    pieces, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = VOCABULARY.get(("##" if start else "") + word[start:end])
            if piece is not None:
                pieces.append(piece)
                start = end
                break
        else:
            return [VOCABULARY["[UNK]"]]
    return pieces


def encode(text):
    room = DESCRIPTION["maxTokens"] - 2
    return [VOCABULARY["[CLS]"], *[piece for word in words_of(text) for piece in pieces_of(word)][:room], VOCABULARY["[SEP]"]]


def linear(x, name):
    return F.linear(x, W[name + ".weight"], W[name + ".bias"])


def norm(x, name):
    return F.layer_norm(x, (x.shape[-1],), W[name + ".weight"], W[name + ".bias"], EPSILON)


def split(x):
    return x.view(x.shape[0], x.shape[1], HEADS, -1).transpose(1, 2)


@torch.inference_mode()
def classify(texts):
    rows = [encode(text) for text in texts]
    length = max(map(len, rows))
    ids = torch.tensor([row + [0] * (length - len(row)) for row in rows])
    mask = torch.tensor([[1.0] * len(row) + [0.0] * (length - len(row)) for row in rows])
    mask = (1 - mask[:, None, None, :]) * torch.finfo(torch.float32).min
    name = "bert.embeddings."
    x = W[name + "word_embeddings.weight"][ids] + W[name + "position_embeddings.weight"][:length] + W[name + "token_type_embeddings.weight"][0]
    x = norm(x, name + "LayerNorm")
    for layer in range(LAYERS):
        name = f"bert.encoder.layer.{layer}."
        scores = split(linear(x, name + "attention.self.query")) @ split(linear(x, name + "attention.self.key")).transpose(-1, -2)
        mixed = (scores / math.sqrt(x.shape[-1] // HEADS) + mask).softmax(-1) @ split(linear(x, name + "attention.self.value"))
        x = norm(linear(mixed.transpose(1, 2).flatten(2), name + "attention.output.dense") + x, name + "attention.output.LayerNorm")
        x = norm(linear(F.gelu(linear(x, name + "intermediate.dense")), name + "output.dense") + x, name + "output.LayerNorm")
    return linear(linear(x[:, 0], "bert.pooler.dense").tanh(), "classifier").softmax(-1)


app = FastAPI()


@app.get("/ping")
async def ping():
    return {}


@app.post("/invocations")
async def invocations(request: Request):
    scores, labels = classify((await request.json())["inputs"]).max(-1)
    names = DESCRIPTION["labels"]
    return JSONResponse({"predictions": [{"label": names[label], "score": score} for label, score in zip(labels.tolist(), scores.tolist())]})


torch.set_num_threads(THREADS)
uvicorn.run(app, host="127.0.0.1", port=PORT, log_level="warning")
