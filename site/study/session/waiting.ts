import { kept } from '../../ui/kept.ts';

/** A session goes on in its tab after the reader has been on another page. Empty once it is over. */
export const storedSession = kept('study-session', 'tab');

/** Whether this tab keeps a session that is not over. */
export function isSessionWaiting(): boolean {
  return Boolean(storedSession.read());
}
