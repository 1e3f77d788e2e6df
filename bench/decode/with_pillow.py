"""Draws the pictures that the bench reads, or times what Pillow and NumPy take for the same: with_pillow.py draw|time FOLDER (Debian's python3-pil)."""
import pathlib, sys, time
import numpy as np
from PIL import Image

command, folder = sys.argv[1], pathlib.Path(sys.argv[2])
MEAN, DEVIATION = np.array([0.485, 0.456, 0.406], np.float32), np.array([0.229, 0.224, 0.225], np.float32)

def draw(width, height):
    y, x = np.mgrid[0:height, 0:width]
    noise = np.random.default_rng(1).normal(0, 12, (height, width, 3))
    waves = np.stack([127 + 100 * np.sin(x / 31 + y / 57), 127 + 100 * np.cos(y / 23), (x * y / 300) % 256], -1)
    return Image.fromarray((waves + noise).clip(0, 255).astype(np.uint8))

def read(path, size):
    image = Image.open(path).convert("RGB")
    scale = size * 8 / 7 / min(image.size)
    image = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.BILINEAR)
    left, top = (image.width - size) // 2, (image.height - size) // 2
    pixels = np.asarray(image.crop((left, top, left + size, top + size)), np.float32)
    return np.ascontiguousarray(((pixels / 255 - MEAN) / DEVIATION).transpose(2, 0, 1))

if command == "draw":
    draw(500, 375).save(folder / "photo.jpg", quality=90)
    draw(500, 375).save(folder / "photo.png")
    draw(1600, 1200).save(folder / "large.jpg", quality=90)
    draw(32, 32).save(folder / "small.jpg", quality=90)
else:
    for name, size in (("photo.jpg", 224), ("photo.png", 224), ("large.jpg", 224), ("small.jpg", 32)):
        count, start = 0, time.process_time()
        while time.process_time() - start < 2:
            read(folder / name, size)
            count += 1
        print(name, count / (time.process_time() - start))
