import type { Index, Node, Operator } from './nodes.ts';

/** The name of a number does not follow the grammar of site/figures/marks/number/tensor-name.ts. */
export class TensorNameError extends Error {
  override readonly name = 'TensorNameError';

  constructor(source: string, at: number, expected: string) {
    super(`expected ${expected} at ${at} of "${source}", found "${source.slice(at, at + 12)}"`);
  }
}

const functionName = /[a-z_]+(?=\()/y;
const tensorName = /([a-z_]+)(?:@(\d+))?((?:\.(?:[a-z_]+|\d+|\*))*)/y;
const number = /\d+(?:\.\d+)?(?:e[+-]?\d+)?/y;
const index = /\[(\d+|\*)\]/y;
/** Spaces are what tells ` . ` and ` * ` from `.8` and `.*`. */
const comparison = / ([<>]) /y;
const additive = / ([+-]) /y;
const multiplicative = / ([*/.]) /y;

/** Reads the name of a number. @throws TensorNameError saying where it leaves the grammar */
export function parseTensorName(source: string): Node {
  const parser = new Parser(source);
  const node = parser.expression();
  parser.end();
  return node;
}

class Parser {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  expression(): Node {
    const left = this.#sum();
    const operator = this.#take(comparison)?.[1] as Operator | undefined;
    return operator ? { kind: 'binary', operator, left, right: this.#sum() } : left;
  }

  end(): void {
    if (this.#at < this.#source.length) throw this.#error('an operator or the end');
  }

  #sum(): Node {
    return this.#chain(additive, () => this.#chain(multiplicative, () => this.#factor()));
  }

  /** Operators of one rank, from left to right. */
  #chain(operators: RegExp, operand: () => Node): Node {
    let left = operand();
    for (;;) {
      const operator = this.#take(operators)?.[1] as Operator | undefined;
      if (!operator) return left;
      left = { kind: 'binary', operator, left, right: operand() };
    }
  }

  #factor(): Node {
    if (this.#skip('-')) return { kind: 'negative', of: this.#factor() };
    const node = this.#operand();
    const indices = this.#indices();
    if (indices.length === 0) return node;
    return node.kind === 'tensor' ? { ...node, indices } : { kind: 'part', of: node, indices };
  }

  #operand(): Node {
    const literal = this.#take(number);
    if (literal) return { kind: 'number', value: Number(literal[0]) };
    if (this.#skip('(')) return this.#closed(')', this.expression());
    if (this.#skip('|')) return { kind: 'length', of: this.#closed('|', this.expression()) };
    const called = this.#take(functionName);
    if (called) return this.#call(called[0]);
    const tensor = this.#take(tensorName);
    if (!tensor) throw this.#error('a number, a tensor, a function, ( or |');
    const [, name = '', request = '0', path = ''] = tensor;
    return {
      kind: 'tensor',
      name,
      request: Number(request),
      path: path.split('.').slice(1).map(pathPart),
      indices: [],
    };
  }

  #call(name: string): Node {
    this.#skip('(');
    const operands = [this.expression()];
    while (this.#skip(', ')) operands.push(this.expression());
    return this.#closed(')', { kind: 'call', name, operands });
  }

  #closed(bracket: string, node: Node): Node {
    if (!this.#skip(bracket)) throw this.#error(bracket);
    return node;
  }

  #indices(): Index[] {
    const found: Index[] = [];
    for (;;) {
      const taken = this.#take(index)?.[1];
      if (taken === undefined) return found;
      found.push(taken === '*' ? '*' : Number(taken));
    }
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source) ?? undefined;
    this.#at += found?.[0].length ?? 0;
    return found;
  }

  #skip(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #error(expected: string): TensorNameError {
    return new TensorNameError(this.#source, this.#at, expected);
  }
}

function pathPart(part: string): string | number {
  return /^\d+$/.test(part) ? Number(part) : part;
}
