"""Writes tests/golden/tokenizer.json with the reference implementation of BERT's tokenizer.

    python tests/golden/make/tokenizer.py

Offsets are given twice, as the reference counts them, in code points, and as JavaScript does, in UTF-16 units.
"""

import json
from pathlib import Path

from tokenizers import Tokenizer

root = Path(__file__).parents[3]

texts = [
    "Hello, world!",
    "Crème brûlée costs €7.50 in Zürich — 東京より安い！ 😀",
    "naïve café déjà vu coöperate",
    "don't can't won't it's o'clock",
    "e.g. U.S.A. Ph.D. 3.14 1,000,000 10% $5",
    "Paris is the [MASK] of France.",
    "[CLS] literal [SEP] tokens [PAD] [UNK]",
    "antidisestablishmentarianism",
    "a" * 120,
    "supercalifragilisticexpialidocious " * 3,
    "  leading and   multiple\tspaces\n\nnew lines ",
    "zero\u200bwidth\u200djoiner\ufeffbom",
    "control\x00\x01\x7fchars�",
    "Ǆ ǅ ǆ ﬁ ﬂ ß İ ı ſ",
    "हिन्दी में लिखा",
    "العربية من اليمين",
    "עברית עם ניקוד שָׁלוֹם",
    "ภาษาไทยไม่มีช่องว่าง",
    "한국어 문장",
    "Ελληνικά ς σ",
    "Здравствуйте, мир",
    "👩\u200d👩\u200d👧\u200d👦 family 🏳\ufe0f\u200d🌈 flag 🇬🇧",
    "e\u0301 a\u0300 combining vs é à",
    "“curly quotes” ‘single’ …ellipsis —dash",
    "http://example.com/a?b=c&d=e#f",
    "user@example.com #hashtag @mention",
    "x=y+z; if (a<b) { return c[0]; }",
    "𝒜𝓁𝑔𝑒𝒷𝓇𝒶 𠀀 𠮷野家",
    "A.B.C-D_E/F\\G|H",
    "½ ² ³ ™ © ® № ℃",
    "\xa0nbsp\u2003emspace\u3000ideographic",
    "CamelCaseWords and snake_case_words",
    "ﷺ ㎏ Ⅳ ①",
    "\u202ertl override\u202c",
    "end.",
    "ΌΣΟΣ ΟΔΟΣ",
    "できる ガギグ パピ",
    "e\u0301\u0323 stacked",
    "the 𠜎 and 𠜱 rare",
]


def utf16(text: str, code_points: int) -> int:
    return len(text[:code_points].encode("utf-16-le")) // 2


def entry(tokenizer: Tokenizer, text: str) -> dict:
    encoding = tokenizer.encode(text)
    return {
        "text": text,
        "ids": encoding.ids,
        "tokens": encoding.tokens,
        "offsets_codepoints": encoding.offsets,
        "offsets_utf16": [[utf16(text, start), utf16(text, end)] for start, end in encoding.offsets],
    }


tokenizer = Tokenizer.from_file(str(root / "site/public/models/all-MiniLM-L6-v2/tokenizer.json"))
entries = [entry(tokenizer, text) for text in texts]
(root / "tests/golden/tokenizer.json").write_text(json.dumps(entries, indent=0))
