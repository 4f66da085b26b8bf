import { Tensor } from '#ort';
import { elementCount } from '../tensors/tensor.ts';
import type { Engine } from './engine.ts';
import type { OutputShape, OutputSink } from './outputs.ts';
import type { EngineText } from './pass.ts';

/** A text of a padded batch, without its padding. */
export interface BatchText extends EngineText {
  /** Column of each real token in [batch, seqLen]. */
  readonly positions: readonly number[];
  readonly logitPositions: readonly number[];
  readonly inputIds: readonly number[];
  readonly tokenTypeIds: readonly number[];
}

export interface BatchSink {
  /** For a pass whose first text is text `first` of the batch. */
  forTextsFrom(first: number): OutputSink;
  tensors(): Record<string, Tensor>;
}

interface Target {
  readonly shape: OutputShape;
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** Collects the fetched outputs as [batch, ...] tensors in which padding reads as zero. */
export function batchSink(
  engine: Engine,
  names: readonly string[],
  texts: readonly BatchText[],
  [batch, seqLen]: readonly number[],
  listed: boolean,
): BatchSink {
  const { numAttentionHeads: heads } = engine.config;
  const rowsBefore = texts.map((_, text) => texts.slice(0, text).reduce((sum, t) => sum + t.logitPositions.length, 0));
  const targets = new Map(names.map((name) => [name, target(name)]));

  function target(name: string): Target {
    const shape = engine.outputs.get(name)!;
    const dims = dimsOf(shape);
    return { shape, dims, data: new Float32Array(elementCount(dims)) };
  }

  function dimsOf({ kind, size }: OutputShape): number[] {
    if (kind === 'rows') return [batch, seqLen, size];
    if (kind === 'pairs') return [batch, seqLen, seqLen];
    if (kind === 'headRows') return [batch, heads, seqLen, size];
    if (kind === 'headPairs') return [batch, heads, seqLen, seqLen];
    if (kind === 'vector') return [batch, size];
    if (!listed) return [batch, seqLen, size];
    return [texts.reduce((sum, { logitPositions }) => sum + logitPositions.length, 0), size];
  }

  /** Where row `row` of a text's own tensor goes in the batch's. */
  function rowOffset({ shape: { kind, size } }: Target, text: number, row: number): number {
    const { positions, logitPositions } = texts[text];
    if (kind === 'rows') return (text * seqLen + positions[row]) * size;
    if (kind === 'vector') return text * size;
    if (kind === 'pairs') return (text * seqLen + positions[row]) * seqLen;
    if (kind === 'listedRows') {
      return listed ? (rowsBefore[text] + row) * size : (text * seqLen + positions[logitPositions[row]]) * size;
    }
    const head = Math.floor(row / positions.length);
    const headRow = (text * heads + head) * seqLen + positions[row % positions.length];
    return headRow * (kind === 'headPairs' ? seqLen : size);
  }

  function write(name: string, text: number, offset: number, values: Float32Array): void {
    const to = targets.get(name)!;
    const { positions } = texts[text];
    const isSquare = to.shape.kind === 'pairs' || to.shape.kind === 'headPairs';
    const width = isSquare ? positions.length : to.shape.size;
    for (let done = 0; done < values.length; done += width) {
      const start = rowOffset(to, text, (offset + done) / width);
      const row = values.subarray(done, done + width);
      if (isSquare && positions.length < seqLen) {
        for (let key = 0; key < width; key++) to.data[start + positions[key]] = row[key];
      } else to.data.set(row, start);
    }
  }

  return {
    forTextsFrom: (first) => ({
      wants: (name) => targets.has(name),
      write: (name, text, offset, values) => write(name, first + text, offset, values),
    }),
    tensors: () =>
      Object.fromEntries([...targets].map(([name, { dims, data }]) => [name, new Tensor('float32', data, dims)])),
  };
}
