import { limits } from '../../../shared/api/limits.ts';
import { safetensors } from '../../../shared/api/media-types.ts';
import { headCount, layerCount } from '../../model/reader-place.ts';
import { shellWord } from '../../prose/shell-word.ts';
import type { ScreenRequest } from './screen-request.ts';

/** The request as a curl command line. */
export function curlCommand(origin: string, { path, body, bytes }: Omit<ScreenRequest, 'view' | 'python'>): string {
  const binary = bytes > limits.jsonTensorBytes ? ` \\\n  -H 'accept: ${safetensors}' -o answer.safetensors` : '';
  return `curl -s ${shellWord(origin + path)} -H 'content-type: application/json' \\\n  -d ${shellWord(JSON.stringify(body))}${binary}`;
}

/** The request as a Python program that prints the view's numbers. */
export function pythonProgram(origin: string, request: ScreenRequest): string {
  const { path, body, bytes, python } = request;
  const isBinary = bytes > limits.jsonTensorBytes;
  const accept = isBinary ? `, headers={"accept": "${safetensors}"}` : '';
  return `${isBinary ? binaryImports : 'import requests'}

body = ${pythonLiteral(body)}
response = requests.post(${JSON.stringify(origin + path)}, json=body${accept})
response.raise_for_status()
${isBinary ? binaryAnswer : 'answer = response.json()'}
${python}
`;
}

const binaryImports = `import json
import requests
from safetensors.numpy import load`;

/** Python that turns a safetensors answer into the shape of the JSON answer. */
const binaryAnswer = `tensors = load(response.content)
header = json.loads(response.content[8 : 8 + int.from_bytes(response.content[:8], "little")])
answer = {"tensors": {name: {"data": tensor} for name, tensor in tensors.items()}, "attentions": tensors.get("attentions")}
answer["tokens"] = json.loads(header["__metadata__"]["tokens"])`;

/** JSON data as a Python literal; a head mask as the expression that makes it. */
export function pythonLiteral(value: unknown): string {
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (value === null) return 'None';
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([name, field]) =>
      `${JSON.stringify(name)}: ${name === 'head_mask' ? pythonHeadMask(field) : pythonLiteral(field)}`,
  );
  return `{${fields.join(', ')}}`;
}

function pythonHeadMask(mask: readonly (readonly number[])[]): string {
  const out = mask.flatMap((heads, layer) =>
    heads.flatMap((kept, head) => (kept === 0 ? [`(${layer}, ${head})`] : [])),
  );
  return `[[int((layer, head) not in {${out.join(', ')}}) for head in range(${headCount})] for layer in range(${layerCount})]`;
}
