"""Writes compatibility.txt: what NFKC and NFKD need beside canonical.txt, as the running Python knows it.

    python make_compatibility.py > compatibility.txt
"""
import sys
import unicodedata

print(f"# Unicode {unicodedata.unidata_version}. CHARACTER PARTS: compatibility decomposition.")
for code in range(sys.maxunicode + 1):
    parts = unicodedata.decomposition(chr(code))
    if parts.startswith("<"):
        print(f"{code:X}", *(f"{int(part, 16):X}" for part in parts.split()[1:]))
