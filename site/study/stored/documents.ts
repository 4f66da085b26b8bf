import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { noStore, storeTrouble } from './store-trouble.ts';
import type { ReadValue, Rejected } from './stored-value.ts';

/** What this browser stores for the reader: a few documents, and data that could not be read. */
interface StudyDatabase extends DBSchema {
  documents: { key: string; value: unknown };
  setAside: { key: number; value: SetAside };
}

/** Stored data that could not be read, kept until the reader deletes it. */
export interface SetAside extends Rejected {
  /** Key of the document that the data were in. */
  readonly document: string;
  readonly at: string;
}

/** One document: its key, and how its stored value is read. */
export interface DocumentKind<Value> {
  readonly key: string;
  /** @param stored undefined where nothing is stored. @throws StoredByLaterVersion */
  readonly read: (stored: unknown) => ReadValue<Value>;
}

let opening: Promise<IDBPDatabase<StudyDatabase>> | undefined;

/**
 * Opens the database. All of this site's use of IndexedDB goes through here.
 * @throws StoreTrouble saying why there is none
 */
async function open(): Promise<IDBPDatabase<StudyDatabase>> {
  try {
    if (!globalThis.indexedDB) throw noStore();
    return await openOnce();
  } catch (error) {
    throw storeTrouble(error);
  }
}

function openOnce(): Promise<IDBPDatabase<StudyDatabase>> {
  opening ??= openDB<StudyDatabase>('study', 1, {
    upgrade(database) {
      database.createObjectStore('documents');
      database.createObjectStore('setAside', { autoIncrement: true });
    },
    // A tab with a later version of the site waits until this one closes the database.
    blocking: (_current, _blocked, event) => {
      opening = undefined;
      (event.target as IDBDatabase).close();
    },
    terminated: () => {
      opening = undefined;
    },
  });
  opening.catch(() => {
    opening = undefined;
  });
  return opening;
}

/**
 * Reads a document, changes it and stores it, in one transaction, so that another tab sees the document before or after
 * the change, never between. Data that cannot be read are set aside in the same transaction.
 * @returns the changed document
 * @throws StoreTrouble where this browser stores nothing or has no more room; nothing was changed then
 */
export async function updateDocument<Value>(
  { key, read }: DocumentKind<Value>,
  change: (value: Value) => Value,
): Promise<Value> {
  const transaction = (await open()).transaction(['documents', 'setAside'], 'readwrite');
  try {
    const documents = transaction.objectStore('documents');
    const { value, rejected } = read(await documents.get(key));
    const at = new Date().toISOString();
    for (const item of rejected) await transaction.objectStore('setAside').add({ ...item, document: key, at });
    const changed = change(value);
    await documents.put(changed, key);
    await transaction.done;
    return changed;
  } catch (error) {
    transaction.done.catch(() => {});
    abortIfOpen(transaction);
    throw storeTrouble(error);
  }
}

/** Reads a document; data that cannot be read are set aside. */
export function loadDocument<Value>(kind: DocumentKind<Value>): Promise<Value> {
  return updateDocument(kind, (value) => value);
}

/** Why this browser keeps nothing, for the reader; empty where it keeps what it is given. */
export async function storeFailure(): Promise<string> {
  try {
    await open();
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** All data of a document that could not be read so far. */
export async function listSetAside(document: string): Promise<SetAside[]> {
  return (await (await open()).getAll('setAside')).filter((item) => item.document === document);
}

export async function deleteSetAside(document: string): Promise<void> {
  const transaction = (await open()).transaction('setAside', 'readwrite');
  for await (const cursor of transaction.store) if (cursor.value.document === document) await cursor.delete();
  await transaction.done;
}

function abortIfOpen(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // The transaction is already over where a failed request has aborted it.
  }
}
