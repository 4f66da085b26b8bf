"""An episode's script, and where its files are."""
import json
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "site/content/podcast"
PUBLIC = ROOT / "site/public/podcast"
BUILD = ROOT / "build/podcast"


@dataclass(frozen=True)
class Line:
    speaker: str
    text: str
    pause: float | None
    """Seconds of silence after it; None: the usual gap between two speakers."""


@dataclass(frozen=True)
class Script:
    voices: dict[str, str]
    """The voice of each speaker."""
    pronounce: dict[str, str]
    """Phonemes of words that come out wrong otherwise."""
    lines: list[Line]


def read_script(episode: str) -> Script:
    script = yaml.safe_load((CONTENT / f"{episode}.yaml").read_text(encoding="utf-8"))
    lines = [line for chapter in script["chapters"] for line in chapter["lines"]]
    return Script(
        voices=script["speakers"],
        pronounce=script.get("pronounce", {}),
        lines=[Line(line["speaker"], line["text"].strip(), line.get("pause")) for line in lines],
    )


def timings_path(episode: str) -> Path:
    return CONTENT / f"{episode}.json"


def audio_path(episode: str) -> Path:
    return PUBLIC / f"{episode}.mp3"


def write_timings(episode: str, duration: float, lines: list[list[dict]]) -> None:
    """`lines[i]` are the passages of line i: text, and start and end in seconds."""
    timings = {"duration": duration, "lines": lines}
    timings_path(episode).write_text(json.dumps(timings, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def write_captions(episode: str, speakers: list[str], lines: list[list[dict]]) -> None:
    """WebVTT, one cue a passage: https://www.w3.org/TR/webvtt1/"""
    cues = ["WEBVTT"]
    for speaker, passages in zip(speakers, lines):
        for passage in passages:
            text = passage["text"].replace("&", "&amp;").replace("<", "&lt;")
            cues.append(f"{clock(passage['start'])} --> {clock(passage['end'])}\n<v {speaker}>{text}")
    (PUBLIC / f"{episode}.vtt").write_text("\n\n".join(cues) + "\n", encoding="utf-8")


def clock(seconds: float) -> str:
    return f"{int(seconds // 3600):02d}:{int(seconds // 60) % 60:02d}:{seconds % 60:06.3f}"
