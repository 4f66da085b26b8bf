export type Index = number | '*';
export type Operator = '+' | '-' | '*' | '/' | '.' | '<' | '>';

/** `query@1.8[10][*]` */
export interface TensorNode {
  readonly kind: 'tensor';
  readonly name: string;
  /** Which of the requests of `data-request`. */
  readonly request: number;
  /** What follows behind dots: layers, `*` or further words. */
  readonly path: readonly (string | number)[];
  readonly indices: readonly Index[];
}

/** A parsed name of a number. */
export type Node =
  | { readonly kind: 'number'; readonly value: number }
  | TensorNode
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly Node[] }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Node; readonly right: Node }
  | { readonly kind: 'negative'; readonly of: Node }
  | { readonly kind: 'length'; readonly of: Node }
  | { readonly kind: 'part'; readonly of: Node; readonly indices: readonly Index[] };

/** All tensors that a name speaks of. */
export function tensorsOf(node: Node): TensorNode[] {
  switch (node.kind) {
    case 'number':
      return [];
    case 'tensor':
      return [node];
    case 'call':
      return node.operands.flatMap(tensorsOf);
    case 'binary':
      return [node.left, node.right].flatMap(tensorsOf);
    default:
      return tensorsOf(node.of);
  }
}

/** The name as it is written: the inverse of `parseTensorName`. */
export function printNode(node: Node): string {
  switch (node.kind) {
    case 'number':
      return String(node.value);
    case 'tensor': {
      const request = node.request === 0 ? '' : `@${node.request}`;
      return `${[`${node.name}${request}`, ...node.path].join('.')}${printIndices(node.indices)}`;
    }
    case 'call':
      return `${node.name}(${node.operands.map(printNode).join(', ')})`;
    case 'binary':
      return `(${printNode(node.left)}) ${node.operator} (${printNode(node.right)})`;
    case 'negative':
      return `-(${printNode(node.of)})`;
    case 'length':
      return `|${printNode(node.of)}|`;
    case 'part':
      return `(${printNode(node.of)})${printIndices(node.indices)}`;
  }
}

function printIndices(indices: readonly Index[]): string {
  return indices.map((index) => `[${index}]`).join('');
}
