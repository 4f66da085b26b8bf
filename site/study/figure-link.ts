import type { FigureState } from '../content/concept-schema.ts';
import type { ReaderPlace } from '../model/reader-place.ts';
import { writeFragment } from '../reader/fragment.ts';
import { firstPreset, presets } from '../reader/presets.ts';
import type { ConceptEntry } from './study.ts';

/** A link to a live figure, in the state that an item of the concept names: `/chapters/scores#text=...&layer=9`. */
export function conceptFigureLink(concept: ConceptEntry, item: FigureState | undefined): string {
  return `/chapters/${chapterOf(concept, item)}${writeFragment(placeOf(concept, item))}`;
}

/** Id of the chapter whose figure an item names: its own, else that of its concept. */
export function chapterOf({ id, data }: ConceptEntry, item: FigureState | undefined): string {
  return item?.chapter ?? data.figure.chapter ?? id;
}

/** The place that the link leads to. @throws Error naming a preset that does not exist */
export function placeOf({ data }: ConceptEntry, item: FigureState | undefined): ReaderPlace {
  const isElsewhere = item?.text !== undefined || item?.preset !== undefined;
  const { text, preset, layer, head, token } = isElsewhere ? item : { ...data.figure, ...item };
  const start = preset === undefined ? firstPreset : presetNamed(preset);
  return {
    text: text ?? start.text,
    pair: text === undefined ? start.pair : '',
    layer: layer ?? start.layer,
    head: head ?? start.head,
    token: token ?? start.token,
  };
}

function presetNamed(id: string): ReaderPlace {
  const preset = presets.find((one) => one.id === id);
  if (!preset) throw new Error(`expected a preset of content/presets.json, found ${id}`);
  return preset;
}
