import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine, type EngineOptions } from '../../../shared/engine/engine.ts';
import { headerLength } from '../../../shared/tensors/safetensors.ts';
import { indexFileName } from '../../../shared/weights/shard-index.ts';
import { altered, type Files, type Header, type Index, withData, withHeader, withIndex } from './altered-files.ts';
import { type ConvertedModel, convertedTinyBert } from './converted-models.ts';
import { kernelModule } from './kernel-bench.ts';
import { expectSameBits, type Outputs, runEngine } from './run-engine.ts';
import { breakingAfter, inPieces, intoBuffer, type Serve } from './streams.ts';

let model: ConvertedModel;
let files: Files;
/** Names of the shards, in order. */
let shards: string[];
let intact: Outputs;

const text = { inputIds: [3, 1, 4, 1, 5], tokenTypeIds: [0, 0, 0, 1, 1], logitPositions: [2] };

beforeAll(async () => {
  model = await convertedTinyBert(8304); // as many shards as possible
  files = Object.fromEntries(
    readdirSync(model.folder).map((name) => [name, new Uint8Array(readFileSync(join(model.folder, name)))]),
  );
  shards = Object.keys(files)
    .filter((name) => name.endsWith('.safetensors'))
    .sort();
  [intact] = runEngine(await load(files), [text]);
});

afterAll(() => model.remove());

async function load(from: Files, serve: Serve = inPieces(1 << 16), more: Partial<EngineOptions> = {}): Promise<Engine> {
  return Engine.load({
    kernels: kernelModule,
    openFile: async (name) => {
      if (!from[name]) throw new Error(`${name}: expected a file, found none`);
      return /json$/.test(name) ? inPieces(1 << 16)(from[name]) : serve(from[name]);
    },
    ...more,
  });
}

function headerOf(shard: Uint8Array): Header {
  return JSON.parse(new TextDecoder().decode(shard.subarray(8, 8 + headerLength(shard)))) as Header;
}

/** Fails with this message, and afterwards the intact files load and give the same numbers. */
async function expectRefused(attempt: Promise<unknown>, message: RegExp): Promise<void> {
  await expect(attempt).rejects.toThrow(message);
  expectSameBits(runEngine(await load(files), [text])[0], intact);
}

describe('weights arrive whole', () => {
  it.each([
    ['pieces of 1 byte', inPieces(1)],
    ['pieces of 7 bytes', inPieces(7)],
    ['pieces of 4096 bytes', inPieces(4096)],
    ['one piece', inPieces(1 << 20)],
    ['a byte stream, 1 byte a read', intoBuffer(1)],
    ['a byte stream, 7 bytes a read', intoBuffer(7)],
    ['a byte stream, all it takes', intoBuffer(1 << 30)],
  ])('from %s, with the same outputs to the bit', async (_, serve) => {
    expectSameBits(runEngine(await load(files, serve), [text])[0], intact);
  });

  it('with progress that rises to the total', async () => {
    const progress: number[][] = [];
    await load(files, inPieces(1000), { onProgress: (loaded, total) => progress.push([loaded, total]) });
    const total = shards.reduce((sum, name) => sum + files[name].length, 0);
    expect(progress.at(-1)).toEqual([total, total]);
    expect(progress.every(([loaded], i) => i === 0 || loaded > progress[i - 1][0])).toBe(true);
  });
});

describe('a shard that is not as the converter wrote it is named in the error, and the intact one loads afterwards', () => {
  it.each([
    ['inPieces', inPieces(1000)],
    ['intoBuffer', intoBuffer(1000)],
  ])('cut short in data, in the header, in the length, or empty (%s)', async (_, serve) => {
    for (const end of [files[shards[1]].length - 1, files[shards[1]].length - 1500, 20, 5, 0]) {
      const cut = { ...files, [shards[1]]: files[shards[1]].subarray(0, end) };
      const message = new RegExp(`${shards[1]}: expected ${files[shards[1]].length} bytes, found ${end};`);
      await expectRefused(load(cut, serve), message);
    }
  });

  it.each([
    ['inPieces', inPieces(1000)],
    ['intoBuffer', intoBuffer(1000)],
  ])('too long by one byte (%s)', async (_, serve) => {
    const long = { ...files, [shards[0]]: Uint8Array.of(...files[shards[0]], 0) };
    await expectRefused(
      load(long, serve),
      new RegExp(`${shards[0]}: expected ${files[shards[0]].length} bytes, found more`),
    );
  });

  it('altered in a byte of its data', async () => {
    for (const position of [-1, -700, -4000]) {
      await expectRefused(
        load(altered(files, shards[0], position)),
        new RegExp(`${shards[0]}: expected CRC32C [0-9a-f]{8}, found [0-9a-f]{8}`),
      );
    }
  });

  it('altered in any byte of its header', async () => {
    const [shard] = shards;
    const end = 8 + headerLength(files[shard]);
    for (let position = 0; position < end; position++) {
      await expect(load(altered(files, shard, position))).rejects.toThrow(
        new RegExp(`^${shard}: .*(expected .+, found|is not JSON)`),
      );
    }
    expectSameBits(runEngine(await load(files), [text])[0], intact);
  });

  it('missing', async () => {
    const { [shards[2]]: _, ...rest } = files;
    await expectRefused(load(rest), new RegExp(`${shards[2]}: expected a file, found none`));
  });

  it('broken off half-way, with what the stream said as the cause', async () => {
    const attempt = load(files, breakingAfter(500));
    await expectRefused(
      attempt,
      new RegExp(`${shards[0]}: expected ${files[shards[0]].length} bytes, the stream broke off after 500`),
    );
    await expect(attempt).rejects.toMatchObject({ cause: { message: 'connection lost' } });
  });

  it('exchanged for another shard', async () => {
    const exchanged = { ...files, [shards[0]]: files[shards[1]] };
    await expectRefused(load(exchanged), new RegExp(`${shards[0]}: .+: expected in ${shards[1]}, found here`));
  });
});

describe('a conversion whose parts contradict each other is refused', () => {
  const first = (header: Header) => Object.keys(header)[0];

  it('a tensor that the index has in another shard', async () => {
    const wrong = withIndex(files, (index) => {
      const name = Object.keys(index.weight_map).find((tensor) => index.weight_map[tensor] === shards[0])!;
      index.weight_map[name] = shards[1];
    });
    await expectRefused(load(wrong), new RegExp(`${shards[0]}: .+: expected in ${shards[1]}, found here`));
  });

  it('a tensor that the index does not have', async () => {
    const wrong = withHeader(files, shards[2], (header) => {
      header.stranger = header[first(header)];
      delete header[first(header)];
    });
    await expectRefused(load(wrong), new RegExp(`${shards[2]}: stranger: expected in no shard, found here`));
  });

  it('a shard without one of its tensors', async () => {
    const wrong = withHeader(files, shards[2], (header) => {
      delete header[Object.keys(header).at(-1)!];
    });
    await expectRefused(load(wrong), new RegExp(`${shards[2]}: expected \\d+ bytes, found more`));
  });

  it('data with a gap', async () => {
    const wrong = withHeader(files, shards[2], (header) => {
      delete header[first(header)];
    });
    await expectRefused(load(wrong), new RegExp(`${shards[2]}: .+: expected data at 0, found it at \\d+`));
  });

  it('a shard with another dtype or shape', async () => {
    const floats = withHeader(files, shards[2], (header) => {
      const entry = Object.values(header).find(({ dtype }) => dtype === 'F32')!;
      entry.dtype = 'I32';
    });
    await expectRefused(load(floats), new RegExp(`${shards[2]}: .+: expected F32 \\[\\d+\\], found I32 \\[\\d+\\]`));
    const turned = withHeader(files, shards[2], (header) => {
      const entry = Object.values(header).find(({ dtype }) => dtype === 'U8')!;
      entry.shape.reverse();
    });
    await expectRefused(
      load(turned),
      new RegExp(`${shards[2]}: .+: expected U8 \\[8,1,512\\], found U8 \\[512,1,8\\]`),
    );
  });

  it.each([
    ['F32', 4, Number.NaN],
    ['F16', 2, Number.POSITIVE_INFINITY],
  ])('%s weights that are not finite', async (dtype, size, value) => {
    let name = '';
    const shard = shards.find((file) => Object.values(headerOf(files[file])).some((entry) => entry.dtype === dtype))!;
    const wrong = withData(files, shard, (data, header) => {
      const found = Object.entries(header).find(([, entry]) => entry.dtype === dtype)!;
      name = found[0];
      const at = found[1].data_offsets[0] + 3 * size;
      if (size === 4) data.setFloat32(at, value, true);
      else data.setUint16(at, 0x7c00, true);
    });
    const message = `${shard}: ${name}: expected finite numbers, found NaN or infinity at 3;`;
    await expectRefused(load(wrong), new RegExp(message.replaceAll('.', '\\.')));
  });

  it('an index that names a tensor twice, where JSON.parse would keep the last', async () => {
    const json = new TextDecoder().decode(files[indexFileName]);
    const [name] = Object.keys((JSON.parse(json) as Index).tensors);
    const entry = `${JSON.stringify(name)}:{"format":"f32","shape":[1]},`;
    const repeated = json.replace(/("tensors":\s*\{)/, `$1${entry}`);
    const wrong = { ...files, [indexFileName]: new TextEncoder().encode(repeated) };
    await expectRefused(load(wrong), new RegExp(`${indexFileName}: expected "${name}" once, found twice`));
  });

  it('a model that there is no memory for', async () => {
    const positions = 2 ** 20;
    const config = {
      ...JSON.parse(new TextDecoder().decode(files['config.json'])),
      max_position_embeddings: positions,
    };
    const wrong = withIndex(files, ({ tensors }) => {
      tensors['embeddings.position_embeddings.weight'].shape[0] = positions;
    });
    const large = { ...wrong, 'config.json': new TextEncoder().encode(JSON.stringify(config)) };
    await expectRefused(load(large), /expected room for \d+ MiB of WebAssembly memory, found none/);
  });

  it('an index with a wrong number of bytes', async () => {
    const { length } = files[shards[0]];
    const wrong = withIndex(files, (index) => {
      index.shards[shards[0]].bytes = length + 1;
    });
    await expectRefused(load(wrong), new RegExp(`${shards[0]}: expected ${length + 1} bytes, found ${length};`));
  });

  it.each<[string, (index: Index) => void, RegExp]>([
    [
      'another shape than config.json asks for',
      ({ tensors }) => {
        tensors['embeddings.LayerNorm.bias'].shape = [63];
      },
      /embeddings\.LayerNorm\.bias: expected f32 \[64\], found f32 \[63\]/,
    ],
    [
      'a shape too large for any memory',
      ({ tensors }) => {
        tensors['encoder.layer.0.output.dense.bias'].shape = [1e12];
      },
      /layer\.0\.output\.dense\.bias: expected f32 \[64\], found f32 \[1000000000000\]/,
    ],
    [
      'another format than the engine can read',
      ({ tensors }) => {
        tensors['embeddings.LayerNorm.weight'].format = 'f16';
      },
      /embeddings\.LayerNorm\.weight: expected f32 \[64\], found f16 \[64\]/,
    ],
    [
      'a format that nobody knows',
      ({ tensors }) => {
        tensors['embeddings.LayerNorm.weight'].format = 'int4';
      },
      /embeddings\.LayerNorm\.weight.*found "int4"/,
    ],
    [
      'another version',
      ({ metadata }) => {
        metadata.format_version = 1;
      },
      /format_version 2, found 1/,
    ],
    [
      'half a masked-LM head',
      ({ tensors, weight_map }) => {
        delete tensors['cls.predictions.transform.dense.bias'];
        delete weight_map['cls.predictions.transform.dense.bias'];
      },
      /cls\.predictions\.transform\.dense\.bias: expected f32 \[64\], found nothing/,
    ],
  ])('an index with %s', async (_, change, message) => {
    await expectRefused(load(withIndex(files, change)), new RegExp(`${indexFileName}: .*${message.source}`));
  });

  it('an index or config.json that is not JSON', async () => {
    const page = new TextEncoder().encode('<!doctype html><title>Not found</title>');
    await expectRefused(load({ ...files, [indexFileName]: page }), /index\.json: expected JSON, found "<!doctype/);
    await expectRefused(load({ ...files, 'config.json': page }), /config\.json: expected JSON, found "<!doctype/);
  });

  it('a config.json of sizes that the kernels cannot work with', async () => {
    const config = { ...JSON.parse(new TextDecoder().decode(files['config.json'])), num_attention_heads: 16 };
    const wrong = { ...files, 'config.json': new TextEncoder().encode(JSON.stringify(config)) };
    await expectRefused(load(wrong), /config\.json: expected .* head size of 8, found 64, 128 and 4/);
  });

  it('a config.json of a vocabulary that is no more than one tile', async () => {
    const config = { ...JSON.parse(new TextDecoder().decode(files['config.json'])), vocab_size: 8 };
    const wrong = { ...files, 'config.json': new TextEncoder().encode(JSON.stringify(config)) };
    await expectRefused(load(wrong), /config\.json: expected vocab_size to be more than 8, found 8/);
  });
});

describe('an abort signal', () => {
  it('gives up between two pieces, with the reason it was given, and cancels the stream', async () => {
    const abort = new AbortController();
    const reason = new Error('the reader left');
    const cancelled: unknown[] = [];
    let at = 0;
    const serve: Serve = (bytes) =>
      new ReadableStream({
        pull(controller) {
          controller.enqueue(bytes.slice(at, at + 10));
          at += 10;
        },
        cancel: (why) => {
          cancelled.push(why);
        },
      });
    const onProgress = (loaded: number) => {
      if (loaded >= 500) abort.abort(reason);
    };
    await expect(load(files, serve, { signal: abort.signal, onProgress })).rejects.toBe(reason);
    expect(cancelled).toEqual([reason]);
    expectSameBits(runEngine(await load(files), [text])[0], intact);
  });

  it('that is given already opens no shard', async () => {
    let opened = 0;
    const serve: Serve = (bytes) => {
      opened++;
      return inPieces(100)(bytes);
    };
    await expect(load(files, serve, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(opened).toBe(0);
  });

  it('that also breaks the stream off is told as an abort', async () => {
    const abort = new AbortController();
    const serve: Serve = () =>
      new ReadableStream({
        pull(controller) {
          abort.abort();
          controller.error(abort.signal.reason);
        },
      });
    await expect(load(files, serve, { signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });
});
