"""Writes canonical.txt: what NFC and NFD need of the Unicode character database, as the running Python knows it.

    python make_canonical.py > canonical.txt
"""
import sys
import unicodedata

characters = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
hangul = range(0xAC00, 0xD7A4)  # decomposed by arithmetic

print(f"# Unicode {unicodedata.unidata_version}. D CHARACTER PARTS: canonical decomposition; E: the same, but never composed again.")
print("# C CLASS FIRST-LAST...: canonical combining classes.")
for character in characters:
    parts = unicodedata.decomposition(character)
    if parts and not parts.startswith("<") and ord(character) not in hangul:
        kind = "D" if unicodedata.normalize("NFC", character) == character else "E"
        print(kind, f"{ord(character):X}", parts)

classes = {}
for character in characters:
    number = unicodedata.combining(character)
    if number:
        ranges = classes.setdefault(number, [])
        code = ord(character)
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
for number, ranges in sorted(classes.items()):
    print("C", number, *(f"{first:X}-{last:X}" for first, last in ranges))
