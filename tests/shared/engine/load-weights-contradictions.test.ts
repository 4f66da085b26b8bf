import { describe, it } from 'vitest';
import { headerLength } from '../../../shared/tensors/safetensors.ts';
import { indexFileName } from '../../../shared/weights/shard-index.ts';
import { type Header, type Index, withData, withHeader, withIndex } from './altered-files.ts';
import { expectRefused, files, load, shards, useShards } from './load-weights-model.ts';

useShards();

function headerOf(shard: Uint8Array): Header {
  return JSON.parse(new TextDecoder().decode(shard.subarray(8, 8 + headerLength(shard)))) as Header;
}

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
