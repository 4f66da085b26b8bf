import type { HeadsResponse } from '../../shared/api/heads/contract.ts';
import { bertBase } from '../../shared/api/served-models.ts';
import type { Atlas } from '../../shared/atlas/atlas.ts';
import { headEntry } from '../../shared/atlas/head-entry.ts';
import { rulesInWords } from '../../shared/atlas/head-words.ts';
import attribution from '../content/atlas/source.json' with { type: 'json' };

const { licenseAddress, ...named } = attribution;
const source = { ...named, license_address: licenseAddress };

/** What `/v1/heads` answers. */
export function allHeadsAnswer(atlas: Atlas): HeadsResponse {
  const { sentences, tokens, similarity } = atlas;
  return {
    object: 'list',
    model: bertBase,
    source,
    sentences,
    tokens,
    rules: [...rulesInWords],
    relations: Object.entries(atlas.relations).map(([relation, { count, baseline }]) => ({
      relation,
      count,
      baseline,
    })),
    stress: similarity.stress,
    data: similarity.places.map(([x, y], index) => {
      const [layer, head] = [Math.floor(index / 12), index % 12];
      const { name, page, words, measures, removal } = headEntry(atlas, layer, head);
      return { layer, head, name, page, words: [...words], measures, removal, place: [x, y] };
    }),
  };
}

/** What `/v1/heads/{layer}-{head}` answers. */
export function headAnswer(atlas: Atlas, layer: number, head: number): Readonly<Record<string, unknown>> {
  return { object: 'head', model: bertBase, source, ...headEntry(atlas, layer, head) };
}
