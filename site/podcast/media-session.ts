import { lastBegun, type SpokenEpisode } from './episode.ts';

/** The player, as media keys, headphones and lock screens control it. */
export interface Remote {
  play(): void;
  pause(): void;
  /** Jumps to a time in seconds. */
  seek(time: number): void;
  /** The current time in seconds. */
  time(): number;
}

/** Seconds by which "forward" and "back" jump. */
export const skip = 15;

/**
 * Describes the episode to the system and connects the system's controls; previous and next are chapters.
 * https://www.w3.org/TR/mediasession/
 */
export function offerMediaSession(episode: SpokenEpisode, series: string, remote: Remote): void {
  const artwork = [{ src: '/podcast/cover.png', sizes: '1400x1400', type: 'image/png' }];
  ifKnown(() => {
    navigator.mediaSession.metadata = new MediaMetadata({ title: episode.title, artist: series, artwork });
  });
  const handlers: Partial<Record<MediaSessionAction, MediaSessionActionHandler>> = {
    play: () => remote.play(),
    pause: () => remote.pause(),
    seekbackward: ({ seekOffset }) => remote.seek(remote.time() - (seekOffset ?? skip)),
    seekforward: ({ seekOffset }) => remote.seek(remote.time() + (seekOffset ?? skip)),
    seekto: ({ seekTime }) => seekTime !== undefined && remote.seek(seekTime),
    previoustrack: () => remote.seek(chapterBefore(episode, remote.time())),
    nexttrack: () => remote.seek(chapterAfter(episode, remote.time())),
  };
  for (const [action, handler] of Object.entries(handlers)) {
    ifKnown(() => navigator.mediaSession.setActionHandler(action as MediaSessionAction, handler));
  }
}

/**
 * Browsers support different parts of the media session and throw at the others, without which the player still works.
 */
function ifKnown(tell: () => void): void {
  try {
    tell();
  } catch {}
}

/** Tells the system the position and the duration, in seconds, and the speed. */
export function tellPosition(position: number, duration: number, playbackRate: number): void {
  ifKnown(() =>
    navigator.mediaSession.setPositionState({ duration, playbackRate, position: Math.min(position, duration) }),
  );
}

/** Where the current chapter begins, or within its first three seconds the one before. */
export function chapterBefore({ chapters }: SpokenEpisode, time: number): number {
  return lastBegun(chapters, time - 3).start;
}

/** Where the next chapter begins; the current time in the last chapter. */
export function chapterAfter({ chapters }: SpokenEpisode, time: number): number {
  return chapters.find(({ start }) => start > time)?.start ?? time;
}
