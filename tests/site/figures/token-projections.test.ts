import { expect, it } from 'vitest';
import { projectionsFigure } from '../../../site/figures/projections/token-projections.ts';
import { tinyPlace, tinyTrace } from './tiny-trace.ts';

it("shows one token's rows of the layer and head that the reader chose, exactly", () => {
  const { layer, head, token } = tinyPlace;
  const view = projectionsFigure.view(tinyTrace, tinyPlace);
  const { data, shape } = tinyTrace.tensors[`key.${layer}`]!;
  const start = (head * shape[1]! + token) * shape[2]!;
  expect(Float32Array.from(view.key)).toEqual(data.slice(start, start + shape[2]!));
  expect(Float32Array.from(view.hiddenStates)).toEqual(
    tinyTrace.tensors[`hidden_states.${layer}`]!.data.slice(token * 64, (token + 1) * 64),
  );
});
