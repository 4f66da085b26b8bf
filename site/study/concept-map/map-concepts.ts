import { type ConceptEntry, conceptsInOrder } from '../study.ts';
import type { MapConcept } from './map-layout.ts';

/** What the map shows of the concepts, in the order of the mechanism. */
export function mapConcepts(concepts: readonly ConceptEntry[]): MapConcept[] {
  return conceptsInOrder(concepts).map(({ id, data: { title, gives, needs } }) => ({ id, title, gives, needs }));
}
