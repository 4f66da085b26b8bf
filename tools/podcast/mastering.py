"""Loudness, peaks and the file that is served, by ffmpeg."""
import re
import subprocess
from pathlib import Path

import numpy as np
from voice import SAMPLE_RATE

# Mono podcasts are mastered to -19 LUFS, with headroom for what the encoder overshoots.
LOUDNESS = -19.0
PEAK = -3.0
BITRATE = "48k"

RAW = ["-f", "f32le", "-ar", str(SAMPLE_RATE), "-ac", "1"]


def loudness(samples: np.ndarray) -> float:
    """Integrated loudness in LUFS, EBU R 128."""
    said = ffmpeg(["-nostats", *RAW, "-i", "-", "-af", "ebur128=framelog=verbose", "-f", "null", "-"], samples).stderr
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", said.decode())[-1])


def gain_to_loudness(samples: np.ndarray) -> float:
    return 10 ** ((LOUDNESS - loudness(samples)) / 20)


def limited(samples: np.ndarray) -> np.ndarray:
    """Peaks brought down to PEAK dBFS; as many samples as before."""
    limit = f"alimiter=limit={10 ** (PEAK / 20):.4f}:attack=5:release=50:level=0:latency=1"
    return np.frombuffer(ffmpeg([*RAW, "-i", "-", "-af", limit, *RAW, "-"], samples).stdout, "<f4")


def encode(samples: np.ndarray, path: Path) -> None:
    """MP3 at a constant bit rate, so that a player can seek by bytes; no date or version inside, so that it is the same each time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    exact = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"]
    ffmpeg(["-y", *RAW, "-i", "-", "-c:a", "libmp3lame", "-b:a", BITRATE, *exact, str(path)], samples)


def ffmpeg(arguments: list[str], samples: np.ndarray) -> subprocess.CompletedProcess[bytes]:
    command = ["ffmpeg", "-hide_banner", *arguments]
    return subprocess.run(command, input=samples.astype("<f4").tobytes(), capture_output=True, check=True)
