/**
 * The part of FHIRPath that R4's search parameters use, as a tree:
 * paths, unions, `as`/`ofType`, `.where(resolve() is Type)`, `.where(name='value')` and
 * `path.exists() and path != false`.
 */
export type PathStep =
  | { readonly kind: "child"; readonly name: string }
  | { readonly kind: "type"; readonly name: string }
  | { readonly kind: "resolves"; readonly type: string }
  | { readonly kind: "where"; readonly name: string; readonly value: string };

export type SearchPath = { readonly steps: readonly PathStep[]; readonly presence: boolean };

/** Raised for an expression outside this part; the parameter is then left out of the table. */
export class UncompilableExpression extends Error {}

const token = /\s*(?:([A-Za-z_][A-Za-z0-9_]*)|'([^']*)'|(!=|[|().=[\]])|([0-9]+))/y;

/** The union's alternatives, in order. @throws UncompilableExpression */
export function parseSearchExpression(text: string): readonly SearchPath[] {
  const presence = /^([A-Za-z.]+)\.exists\(\) and \1 != false$/.exec(text.trim());
  if (presence?.[1] !== undefined) {
    return parseSearchExpression(presence[1]).map((path) => ({ ...path, presence: true }));
  }
  const reader = new Reader(tokenize(text));
  const paths = readUnion(reader);
  if (!reader.atEnd()) throw new UncompilableExpression(`unexpected ${reader.peek()}`);
  return paths.map((steps) => ({ steps, presence: false }));
}

type Steps = readonly PathStep[];

function readUnion(reader: Reader): readonly Steps[] {
  const alternatives = [...readTerm(reader)];
  while (reader.take("|")) alternatives.push(...readTerm(reader));
  return alternatives;
}

function readTerm(reader: Reader): readonly Steps[] {
  let alternatives: readonly Steps[];
  if (reader.take("(")) {
    alternatives = readUnion(reader);
    reader.expect(")");
  } else {
    alternatives = [[{ kind: "child", name: reader.name() }]];
  }
  for (;;) {
    const step = reader.take("as") ? typeStep(reader.name()) : reader.take(".") ? readStep(reader) : undefined;
    if (step === undefined) return alternatives;
    alternatives = alternatives.map((steps) => [...steps, step]);
  }
}

function typeStep(name: string): PathStep {
  return { kind: "type", name };
}

function readStep(reader: Reader): PathStep {
  const name = reader.name();
  if (!reader.take("(")) return { kind: "child", name };
  if (name === "ofType" || name === "as") {
    const type = reader.name();
    reader.expect(")");
    return typeStep(type);
  }
  if (name !== "where") throw new UncompilableExpression(`function ${name}`);
  const property = reader.name();
  if (property === "resolve") {
    for (const part of ["(", ")", "is"]) reader.expect(part);
    const type = reader.name();
    reader.expect(")");
    return { kind: "resolves", type };
  }
  reader.expect("=");
  const value = reader.text();
  reader.expect(")");
  return { kind: "where", name: property, value };
}

type Token = { readonly kind: "name" | "text" | "mark" | "number"; readonly text: string };

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const trimmed = text.trim();
  token.lastIndex = 0;
  while (token.lastIndex < trimmed.length) {
    const from = token.lastIndex;
    const found = token.exec(trimmed);
    if (found === null) throw new UncompilableExpression(`character ${trimmed.charAt(from)}`);
    const [, name, quoted, mark, number] = found;
    if (name !== undefined) tokens.push({ kind: "name", text: name });
    else if (quoted !== undefined) tokens.push({ kind: "text", text: quoted });
    else if (mark !== undefined) tokens.push({ kind: "mark", text: mark });
    else tokens.push({ kind: "number", text: number ?? "" });
  }
  return tokens;
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  peek(): string {
    return this.#tokens[this.#at]?.text ?? "the end";
  }

  take(text: string): boolean {
    const next = this.#tokens[this.#at];
    if (next === undefined || next.kind === "text" || next.text !== text) return false;
    this.#at += 1;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) throw new UncompilableExpression(`expected ${text}, met ${this.peek()}`);
  }

  name(): string {
    return this.#read("name");
  }

  text(): string {
    return this.#read("text");
  }

  #read(kind: Token["kind"]): string {
    const next = this.#tokens[this.#at];
    if (next?.kind !== kind) throw new UncompilableExpression(`expected a ${kind}, met ${this.peek()}`);
    this.#at += 1;
    return next.text;
  }
}
