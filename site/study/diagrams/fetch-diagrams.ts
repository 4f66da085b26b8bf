import { type Diagram, diagramsFile } from './diagram.ts';

let fetching: Promise<Readonly<Record<string, Diagram>>> | undefined;

/** All drawings, fetched once. @throws Error where they cannot be had; the next call tries again */
export function fetchDiagrams(): Promise<Readonly<Record<string, Diagram>>> {
  fetching ??= fetchOnce();
  fetching.catch(() => {
    fetching = undefined;
  });
  return fetching;
}

async function fetchOnce(): Promise<Readonly<Record<string, Diagram>>> {
  const answer = await fetch(diagramsFile);
  if (!answer.ok) throw new Error(`${diagramsFile}: expected the drawings, found status ${answer.status}`);
  return (await answer.json()) as Readonly<Record<string, Diagram>>;
}
