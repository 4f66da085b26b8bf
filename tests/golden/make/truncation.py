"""Writes tests/golden/truncation/cases.json with the reference implementation of `truncation="longest_first"`.

    python tests/golden/make/truncation.py

A text is written as parts, each a string and how often it is repeated. Of the tokens stay how many each text keeps, a
SHA-256 of ids and types, and id and place of the last one of each text. Half a surrogate pair, which Python's strings cannot
hand over, is U+FFFD to the reference: both are dropped, and both are one UTF-16 unit.
"""

import hashlib
import itertools
import json
from pathlib import Path

from tokenizers import Tokenizer

root = Path(__file__).parents[3]
tokenizer = Tokenizer.from_file(str(root / "site/public/models/all-MiniLM-L6-v2/tokenizer.json"))

units = {
    "word": "word ",
    "word pieces": "snowboarding unaffable ",
    "Hangul syllables in words": " 한국어",
    "Hangul syllables run together": "한",
    "Hangul jamo": "\u1112\u1161\u11ab ",
    "Devanagari": "हिन्दी भाषा ",
    "Thai": "ภาษาไทย ",
    "Thai run together": "ภาษา",
    "Arabic with vowels": "السَّلَامُ عَلَيْكُمْ ",
    "Hebrew with points": "שָׁלוֹם ",
    "Bengali": "বাংলা ভাষা ",
    "Tamil": "தமிழ் மொழி ",
    "Russian": "Съешь ещё этих мягких булок ",
    "Greek with final sigma": "ΟΔΟΣ ΌΣΟΣ ",
    "Turkish dotted capital": "İstanbul Iğdır ",
    "letters whose lower case is longer": "İİİ ",
    "sharp s and ligatures": "straße ﬁnden ",
    "Vietnamese": "Tiếng Việt ",
    "Vietnamese, decomposed": "Tie\u0302\u0301ng Vie\u0323\u0302t ",
    "stacked marks": "a\u0301\u0323\u0302\u0308 ",
    "marks alone": "\u0301 \u0323 x ",
    "Zalgo": "h" + "\u0300\u0315\u0327" * 8 + "i ",
    "Chinese": "東京大学",
    "Chinese and Latin": "東a京b",
    "Japanese": "がギパ食べる、",
    "Japanese, decomposed": "か\u3099キ\u3099 ",
    "ideographs beyond the basic plane": "\U00020bb7野",
    "compatibility ideographs": "豈更 ",
    "emoji": "😀 ",
    "emoji family": "👩\u200d👩\u200d👧 ok ",
    "emoji with skin tones": "👍🏽 yes ",
    "flags": "🏳️\u200d🌈 🇬🇧 ",
    "[MASK] in the text": "the [MASK] of ",
    "[MASK] run together": "[MASK]",
    "[SEP] and [CLS] in the text": "a[SEP]b[CLS] ",
    "[mask] in small letters": "[mask] ",
    "added tokens unfinished": "[MASK [SEP ",
    "[UNK] and [PAD] typed": "[UNK][PAD] ",
    "ASCII punctuation": "don't!?",
    "punctuation alone": "...",
    "other punctuation": "—…«»¿",
    "symbols": "€5±1 $2 ",
    "control characters": "a\u0001b\u0007c ",
    "NUL": "a\u0000b ",
    "only NUL": "\u0000",
    "format characters": "x\u200by\u202ez\u00ad ",
    "byte order marks": "\ufeffword ",
    "replacement characters": "a\ufffdb ",
    "all kinds of white space": "a\t\u3000\u00a0b\r\n\u2028",
    "a word of 100 characters": "x" * 100 + " ",
    "a word of 101 characters": "x" * 101 + " y ",
    "a word of 101 emoji": "😀" * 101 + " ",
    "100 letters of many pieces": "qzxjv" * 20 + " ",
    "private use": "\ue000a \U000f0000b ",
    "unassigned": "\u0378x \U000e0100y ",
    "newer than Unicode 8": "\u061d\u08e2 a ",
    "mathematical letters": "𝒽𝑒𝓁𝓁𝑜 ",
    "full width": "Ｈｅｌｌｏ！ ",
    "Mongolian": "ᠮᠣᠩᠭᠣᠯ ",
    "Tibetan": "བོད་སྐད་ ",
    "Khmer": "ភាសាខ្មែរ ",
    "musical stems": "\U0001d158\U0001d165\u0301 ",
    "source code": "for (let i = 0; i < n; i++) { a[i] = f(x_1); }\n",
    "numbers": "3.14159 1,000,000 ",
    "a link": "https://example.org/a?b=c&d=%20#e ",
}


def lone(text: str) -> str:
    return "".join("\ufffd" if 0xD800 <= ord(c) <= 0xDFFF else c for c in text)


def utf16(text: str, code_points: int) -> int:
    return sum(2 if ord(c) > 0xFFFF else 1 for c in text[:code_points])


def count(text: str) -> int:
    tokenizer.no_truncation()
    return len(tokenizer.encode(text, add_special_tokens=False).ids)


def spelled(parts) -> str:
    return lone("".join(unit * times for unit, times in parts))


def case(name: str, texts, max_tokens: int = 512):
    strings = [spelled(parts) for parts in texts]
    tokenizer.no_truncation()
    full = len(tokenizer.encode(*strings).ids)
    tokenizer.enable_truncation(max_tokens, strategy="longest_first")
    encoding = tokenizer.encode(*strings)
    sides = [[i for i, s in enumerate(encoding.sequence_ids) if s == side] for side in range(len(texts))]
    lines = " ".join(f"{i}:{t}" for i, t in zip(encoding.ids, encoding.type_ids))
    last = [
        [encoding.ids[side[-1]], *(utf16(text, at) for at in encoding.offsets[side[-1]])] if side else None
        for side, text in zip(sides, strings)
    ]
    return {
        "name": name,
        "texts": texts,
        "max_tokens": max_tokens,
        "truncated": len(encoding.ids) < full,
        "kept": [len(side) for side in sides],
        "last": last,
        "sha256": hashlib.sha256(lines.encode()).hexdigest(),
    }


def times(unit: str, tokens: int) -> int:
    """Repeats that give at least so many tokens, and not far more of a text that gives none."""
    each = count(lone(unit) * 8) / 8
    return min(4096, int(tokens / each) + 2) if each else 600


cases = []
for name, unit in units.items():
    many, some = times(unit, 520), times(unit, 260)
    cases.append(case(f"{name}", [[[unit, many]]]))
    cases.append(case(f"{name}, after a letter", [[["a ", 1], [unit, many]]]))
    cases.append(case(f"{name}, before much more", [[["a b ", 1], [unit, 2 * many]]]))
    cases.append(case(f"{name}, a pair with a short text", [[[unit, many]], [["word ", 3]]]))
    cases.append(case(f"{name}, second of a pair", [[["a word ", 60]], [[unit, many]]]))
    cases.append(case(f"{name}, both of a pair", [[[unit, some]], [["x ", 1], [unit, some]]]))
    cases.append(case(f"{name}, cut within one repeat", [[[unit, 3]]], 7))

for tokens in (509, 510, 511, 512, 513):
    cases.append(case(f"exactly {tokens} words", [[["word ", tokens]]]))
    cases.append(case(f"exactly {tokens} punctuation marks", [[["!", tokens]]]))
for first, second in itertools.product((1, 253, 254, 255, 256, 508, 509, 510, 600), repeat=2):
    cases.append(case(f"a pair of {first} and {second}", [[["a ", first]], [["b ", second]]]))
for name, texts in {
    "lone high surrogates": [[["a\ud800 b", 300]]],
    "lone low surrogates in a pair": [[["\udc00 x\udfff", 300]], [["y \ud83d", 400]]],
    "halves the wrong way round": [[["\ude00\ud83dz ", 600]]],
    "white space only": [[["   ", 900]]],
    "nothing that survives, beside a long text": [[["\u200d\u0301", 9]], [["word ", 600]]],
    "a long text beside nothing that survives": [[["word ", 600]], [["\u0000", 5]]],
    "one word of 100,000 letters": [[["x", 100_000]]],
    "a wall of accents": [[["a", 1], ["\u0301", 50_000], [" b", 600]]],
    "a million letters": [[["word ", 200_000]]],
}.items():
    cases.append(case(name, texts))

small = []
for max_tokens, first, second in itertools.product(range(3, 11), range(9), range(9)):
    tokenizer.enable_truncation(max_tokens, strategy="longest_first")
    ids = tokenizer.encode("a " * first, "b " * second).sequence_ids
    small.append([max_tokens, first, second, ids.count(0), ids.count(1)])


def line(value) -> str:
    return json.dumps(value, separators=(",", ":"))


body = ",\n".join(map(line, cases))
(root / "tests/golden/truncation/cases.json").write_text(f'{{"small_pairs":{line(small)},\n"cases":[\n{body}\n]}}\n')
print(len(cases), "cases,", sum(c["truncated"] for c in cases), "truncated")
