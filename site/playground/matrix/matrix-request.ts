import type { AttentionLens } from '../../model/attention-trace.ts';
import { attentionBytes } from '../../model/in-answers.ts';
import { headCount, layerCount } from '../../model/reader-place.ts';
import { hasChanges } from '../changes/changed-pass.ts';
import { type Screen, type ScreenRequest, textBody } from '../export/screen-request.ts';

/** The request for the chosen head and those laid over it; its Python prints the first. */
export function matrixRequest(screen: Screen, view: string): ScreenRequest {
  const { layer, heads, lens, words, changes, seqLen } = screen;
  if (hasChanges(changes)) return changedMatrixRequest(screen, view);
  const reduce = lens === 'weight' ? {} : { reduce: lens };
  const body = {
    ...textBody(screen),
    layers: [layer],
    ...(lens !== 'rollout' && { heads: [...heads] }),
    ...reduce,
    ...(words && { words }),
  };
  const matrix = lens === 'rollout' ? 'answer["attentions"][0]' : 'answer["attentions"][0][0]';
  const bytes = attentionBytes(seqLen, lens === 'rollout' ? 1 : heads.length);
  return { view, path: '/v1/attention', body, python: readMatrix(`matrix = ${matrix}`, lens), bytes };
}

/**
 * With changes, `/v1/attention` is replaced by `/v1/trace`, so the Python merges words and multiplies layers itself.
 */
function changedMatrixRequest(screen: Screen, view: string): ScreenRequest {
  const { layer, heads, lens, words, changes, seqLen } = screen;
  const family = lens === 'norm' ? 'attention_norms' : 'attentions';
  const tensors = lens === 'rollout' ? [`${family}.*`] : [`${family}.${layer}`];
  const body = { ...textBody(screen, changes), tensors };
  const found =
    lens === 'rollout'
      ? rolloutInPython(layer)
      : `matrix = answer["tensors"]["${family}.${layer}"]["data"][${heads[0]}]`;
  const bytes = attentionBytes(seqLen, headCount * (lens === 'rollout' ? layerCount : 1));
  return {
    view,
    path: '/v1/trace',
    body,
    bytes,
    python: readMatrix(words ? `${found}\n${mergeInPython}` : found, lens),
  };
}

const mergeInPython = `groups = []
for i, t in enumerate(answer["tokens"]):  # pieces of a word as one
    last = answer["tokens"][i - 1] if i else None
    if last and not t["special"] and not last["special"] and (t["word"], t["type"]) == (last["word"], last["type"]):
        groups[-1].append(i)
    else:
        groups.append([i])
matrix = [[sum(matrix[i][j] for i in v for j in w) / len(v) for w in groups] for v in groups]`;

function rolloutInPython(layer: number): string {
  return `n = len(answer["tokens"])
matrix = [[float(i == j) for j in range(n)] for i in range(n)]
for layer in range(${layer + 1}):
    heads = answer["tensors"][f"attentions.{layer}"]["data"]
    mixed = [[(sum(h[i][j] for h in heads) / len(heads) + (i == j)) / 2 for j in range(n)] for i in range(n)]
    matrix = [[sum(mixed[i][k] * matrix[k][j] for k in range(n)) for j in range(n)] for i in range(n)]`;
}

/** The page draws norms as shares of their row, so the Python divides too. */
function readMatrix(found: string, lens: AttentionLens): string {
  const shares =
    lens === 'norm' ? '\nmatrix = [[value / sum(row) for value in row] for row in matrix]  # as shares' : '';
  return `${found}${shares}\nfor row in matrix:\n    print([float(f"{value:.3g}") for value in row])`;
}
