import type { Diagram } from './diagram.ts';
import {
  headsDiagram,
  headTrace,
  projectionSizesDiagram,
  projectionsDiagram,
  scoresDiagram,
  softmaxDiagram,
  weightedSumDiagram,
} from './of-head.ts';
import { embeddingsDiagram, positionsDiagram, tokensDiagram } from './of-input.ts';
import { feedForwardDiagram, layersDiagram, residualDiagram } from './of-layer.ts';
import { formulaDiagram, headShapesDiagram, oneHeadDiagram } from './of-shapes.ts';

/** All drawings by name, drawn from the model while the site is built. A card says which one shows its answer. */
export async function drawDiagrams(): Promise<Readonly<Record<string, Diagram>>> {
  const head = await headTrace();
  return {
    tokens: await tokensDiagram(),
    embeddings: await embeddingsDiagram(),
    positions: await positionsDiagram(),
    projections: projectionsDiagram(head),
    'projections-sizes': projectionSizesDiagram(head),
    scores: scoresDiagram(head),
    softmax: softmaxDiagram(head),
    'weighted-sum': weightedSumDiagram(head),
    heads: headsDiagram(head),
    residual: residualDiagram(),
    'feed-forward': await feedForwardDiagram(),
    layers: layersDiagram(),
    'one-head': oneHeadDiagram(),
    'one-head-shapes': headShapesDiagram(),
    formula: formulaDiagram(),
  };
}
