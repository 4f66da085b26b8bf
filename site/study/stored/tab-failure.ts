import { storedItems } from '../../ui/kept.ts';
import { storeTrouble } from './store-trouble.ts';

/** Why this tab forgets what is done on a page when the reader leaves it, for the reader; empty where it does not. */
export function tabFailure(): string {
  try {
    // Reading throws where site data is blocked, and leaves nothing behind where it is not.
    storedItems.tab.getItem('lesson');
    return '';
  } catch (cause) {
    const error = storeTrouble(cause);
    return error instanceof Error ? error.message : String(error);
  }
}
