"""Writes what Pillow makes of pictures of every kind, for PillowTests: /usr/bin/python3 pillow.py (Debian's python3-pil).

pictures/NAME: the file; pillow.json: for each the SHA-256 of its RGB bytes, turned by its EXIF, row by row; and of rgb.png resized and changed."""
import hashlib, json, pathlib
import numpy as np, PIL
from PIL import Image, ImageEnhance, ImageOps

out = pathlib.Path(__file__).parent / "pictures"
out.mkdir(exist_ok=True)
y, x = np.mgrid[0:30, 0:46]
base = np.stack([127 + 120 * np.sin(x / 5 + y / 7), 127 + 120 * np.cos(y / 3), (x * y) % 256], -1).astype(np.uint8)
rgb = Image.fromarray(base)
palette = rgb.convert("P", palette=Image.Palette.ADAPTIVE)
alpha = Image.fromarray(np.dstack([base, (x * 5 % 256).astype(np.uint8)]))

rgb.save(out / "rgb.png")
alpha.save(out / "alpha.png")
alpha.save(out / "alpha.webp", lossless=True, exact=True)
alpha.convert("LA").save(out / "grey-alpha.png")
rgb.convert("1").save(out / "bilevel.png")
rgb.convert("P", palette=Image.Palette.ADAPTIVE, colors=16).save(out / "palette-4-bit.png", bits=4)
palette.save(out / "palette-transparent.png", transparency=3)
palette.save(out / "palette.bmp")
rgb.convert("L").save(out / "grey.bmp")
rgb.convert("1").save(out / "bilevel.bmp")
rgb.save(out / "lossy.webp", quality=80)
rgb.convert("CMYK").save(out / "cmyk.jpg", quality=92)
rgb.save(out / "progressive.jpg", quality=80, progressive=True)
for sampling, name in enumerate(("444", "422", "420")):
    rgb.save(out / f"sampled-{name}.jpg", quality=75, subsampling=sampling)
first, second = palette, ImageOps.mirror(rgb).convert("P", palette=Image.Palette.ADAPTIVE)
first.save(out / "animated.gif", save_all=True, append_images=[second])
for orientation in range(1, 9):
    exif = rgb.getexif()
    exif[0x0112] = orientation
    rgb.save(out / f"exif-{orientation}.jpg", quality=92, exif=exif)

def digest(image):
    return {"width": image.width, "height": image.height, "sha256": hashlib.sha256(image.tobytes()).hexdigest()}

pictures = {file.name: digest(ImageOps.exif_transpose(Image.open(file)).convert("RGB")) for file in sorted(out.iterdir())}
sizes = [(20, 13), (46, 10), (9, 30), (100, 70), (31, 64), (1, 1), (46, 30)]
filters = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3}
resized = [{"filter": name, **digest(rgb.resize(size, code))} for name, code in filters.items() for size in sizes]
def hue(image, turn):  # as torchvision's adjust_hue
    h, s, v = image.convert("HSV").split()
    turned = np.array(h, dtype=np.uint8) + np.array(int(turn * 255) % 256, dtype=np.uint8)
    return Image.merge("HSV", (Image.fromarray(turned, "L"), s, v)).convert("RGB")

changes = {
    "Brightness": lambda factor: ImageEnhance.Brightness(rgb).enhance(factor),
    "Contrast": lambda factor: ImageEnhance.Contrast(rgb).enhance(factor),
    "Saturation": lambda factor: ImageEnhance.Color(rgb).enhance(factor),
    "Hue": lambda factor: hue(rgb, factor - 1),
    "Rotation": lambda factor: rgb.rotate(factor * 30, Image.Resampling.BILINEAR),
}
changed = [{"change": name, "factor": factor, **digest(make(factor))} for name, make in changes.items() for factor in (0.6, 0.83, 1.2, 1.5)]
(out.parent / "pillow.json").write_text(json.dumps({"made_with": f"Pillow {PIL.__version__}", "pictures": pictures, "resized": resized, "changed": changed}, indent=1) + "\n")
