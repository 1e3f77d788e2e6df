"""The preprocess step's work as one writes it with pandas: with_pandas.py FOLDER reads rows.csv there."""
import html, pathlib, re, sys
import pandas

folder = pathlib.Path(sys.argv[1])
out = folder / "pandas"
out.mkdir(exist_ok=True)

markup = re.compile(r"<!--.*?-->|<[!/?]?[A-Za-z][^<>]*>", re.S)
url = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"]+", re.I)
email = re.compile(r"[\w.%+\-]+@(?:[\w\-]+\.)+[A-Za-z]{2,}")
space = re.compile(r"\s+")


def prepare(text):
    text = html.unescape(markup.sub(" ", text))
    text = space.sub(" ", text).strip()
    return email.sub("[EMAIL]", url.sub("[URL]", text))


rows = pandas.read_csv(folder / "rows.csv", dtype=str, keep_default_na=False)
rows["row"] = range(1, len(rows) + 1)
rows["text"] = rows["text"].map(prepare)
rows = rows[rows["text"] != ""].drop_duplicates("text")

# the shares within each label
shuffled = rows.sample(frac=1, random_state=7)
place = shuffled.groupby("label").cumcount() / shuffled.groupby("label")["label"].transform("size")
splits = {"train": shuffled[place < 0.8], "validation": shuffled[(place >= 0.8) & (place < 0.9)], "test": shuffled[place >= 0.9]}
for name, split in splits.items():
    split.sort_values("row").to_json(out / f"{name}.jsonl", orient="records", lines=True, force_ascii=False)

lengths = rows["text"].str.len()
card = {"labels": {name: split["label"].value_counts().to_dict() for name, split in splits.items()}, "lengths": lengths.quantile([0, 0.5, 0.95, 1]).to_dict()}
(out / "card.txt").write_text(str(card))
print("pandas:", {name: len(split) for name, split in splits.items()}, file=sys.stderr)
