import { lastBegun, type SpokenEpisode } from './episode.ts';

/** What keys, headphones and lock screens may do. */
export interface Remote {
  play(): void;
  pause(): void;
  /** Goes to a second. */
  seek(time: number): void;
  /** Where playback is. */
  time(): number;
}

/** How far one press of "forward" or "back" goes, in seconds. */
export const skip = 15;

/** Tells the system what is playing and lets its controls work; previous and next are chapters. https://www.w3.org/TR/mediasession/ */
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

/** Browsers know different parts of the media session, and throw at the others: the player goes on without them. */
function ifKnown(tell: () => void): void {
  try {
    tell();
  } catch {}
}

export function tellPosition(position: number, duration: number, playbackRate: number): void {
  ifKnown(() =>
    navigator.mediaSession.setPositionState({ duration, playbackRate, position: Math.min(position, duration) }),
  );
}

/** Where the chapter began, or the one before within its first three seconds. */
export function chapterBefore({ chapters }: SpokenEpisode, time: number): number {
  return lastBegun(chapters, time - 3).start;
}

/** Where the next chapter begins; where playback is already, in the last. */
export function chapterAfter({ chapters }: SpokenEpisode, time: number): number {
  return chapters.find(({ start }) => start > time)?.start ?? time;
}
