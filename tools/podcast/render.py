"""Renders an episode: its script in, audio, timings and captions out. README.md says what to install.

  python tools/podcast/render.py where-a-token-looks [--voices FOLDER] [--threads 1]
"""
import argparse
from pathlib import Path

import numpy as np
from episode import BUILD, Script, audio_path, read_script, write_captions, write_timings
from mastering import encode, gain_to_loudness, limited
from voice import SAMPLE_RATE, Voice

# Silences in seconds: before the first word, between passages of one line, between lines.
OPENING = 0.3
BETWEEN_PASSAGES = 0.25
BETWEEN_LINES = 0.32

# What one line sounds like: text and samples of each passage.
Clips = list[tuple[str, np.ndarray]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("episode", help="name of a script in site/content/podcast, without .yaml")
    parser.add_argument("--voices", type=Path, default=BUILD / "package/voices", help="folder of voice files")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()

    script = read_script(options.episode)
    spoken = speak(script, Voice(options.voices, script.pronounce, options.threads))
    samples, lines = lay_out(script, level(script, spoken))
    encode(limited(samples), audio_path(options.episode))
    duration = seconds(samples.size)
    write_timings(options.episode, duration, lines)
    write_captions(options.episode, [line.speaker for line in script.lines], lines)
    print(f"{options.episode}: {duration / 60:.2f} minutes, {audio_path(options.episode).stat().st_size:,} bytes")


def speak(script: Script, voice: Voice) -> list[Clips]:
    spoken = []
    for number, line in enumerate(script.lines, 1):
        name = script.voices[line.speaker]
        spoken.append([(text, voice.say(phonemes, name)) for text, phonemes in voice.passages(line.text, name)])
        print(f"{number}/{len(script.lines)} {line.speaker}", flush=True)
    return spoken


def level(script: Script, spoken: list[Clips]) -> list[Clips]:
    """One gain per speaker, so that they are equally loud and nobody's whisper is raised."""
    of_speaker = {
        speaker: [clip for line, clips in zip(script.lines, spoken) if line.speaker == speaker for _, clip in clips]
        for speaker in script.voices
    }
    gains = {speaker: gain_to_loudness(np.concatenate(clips)) for speaker, clips in of_speaker.items()}
    return [
        [(text, clip * gains[line.speaker]) for text, clip in clips] for line, clips in zip(script.lines, spoken)
    ]


def lay_out(script: Script, spoken: list[Clips]) -> tuple[np.ndarray, list[list[dict]]]:
    """All clips one after the other, and when each is heard."""
    track = [silence(OPENING)]
    lines = []
    at = track[0].size
    for line, clips in zip(script.lines, spoken):
        passages = []
        for text, clip in clips:
            passages.append({"text": text, "start": seconds(at), "end": seconds(at + clip.size)})
            is_last = len(passages) == len(clips)
            gap = silence((line.pause or BETWEEN_LINES) if is_last else BETWEEN_PASSAGES)
            track += [clip, gap]
            at += clip.size + gap.size
        lines.append(passages)
    return np.concatenate(track), lines


def silence(duration: float) -> np.ndarray:
    return np.zeros(int(duration * SAMPLE_RATE), np.float32)


def seconds(samples: int) -> float:
    return round(samples / SAMPLE_RATE, 3)


if __name__ == "__main__":
    main()
