import { parseSync } from "oxc-parser";

export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** What a source file imports, and what it does that only some files may. */
export interface Source {
  /** From the repository's root, with "/". */
  readonly path: string;
  readonly imports: readonly Import[];
  /** SQL statements in its texts. */
  readonly statements: readonly string[];
  /** Reads of the clock or of chance that no argument supplies. */
  readonly ambient: readonly string[];
}

/** @throws Error when the file can't be parsed: a file that isn't understood isn't checked */
export function readSource(path: string, text: string): Source {
  const parsed = parseSync(path, text);
  const [fault] = parsed.errors;
  if (fault !== undefined) throw new Error(`${path}: ${fault.message}`);
  const found = { statements: [] as string[], ambient: [] as string[] };
  visit(parsed.program, found);
  return { path, imports: readImports(parsed.module, text), ...found };
}

type ModuleRecord = ReturnType<typeof parseSync>["module"];

function readImports(module: ModuleRecord, text: string): Import[] {
  const imports = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  const exports = module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ moduleRequest, isType }) =>
      moduleRequest === null ? [] : [{ specifier: moduleRequest.value, typeOnly: isType }],
    );
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const literal = /^["'`]([^"'`$]+)["'`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
    return literal?.[1] === undefined ? [] : [{ specifier: literal[1], typeOnly: false }];
  });
  return [...imports, ...exports, ...dynamic];
}

const statement =
  /^\s*(select\b[\s\S]*\bfrom\b|select\s+\w+\s*\(|insert\s+into\b|update\s+[\w."]+\s+set\b|delete\s+from\b|truncate\s|create\s+(unique\s+)?(table|index|database|role|function|schema|policy|temp)\b|alter\s+(table|role|database)\b|drop\s+(table|index|database|role|schema)\b|with\s+(recursive\s+)?\w+\s+as\s*\()/i;

// "Select a note from the list" is English.
const isSentence = /^\s*[A-Z][a-z]/;

function visit(node: unknown, found: { readonly statements: string[]; readonly ambient: string[] }): void {
  if (Array.isArray(node)) {
    for (const child of node) visit(child, found);
    return;
  }
  if (!isNode(node)) return;
  const text = textOf(node);
  if (text !== undefined && statement.test(text) && !isSentence.test(text))
    found.statements.push(text.trim().split("\n")[0] ?? "");
  const ambient = ambientOf(node);
  if (ambient !== undefined) found.ambient.push(ambient);
  for (const child of Object.values(node)) if (typeof child === "object") visit(child, found);
}

type Node = { readonly type: string } & Record<string, unknown>;

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function textOf(node: Node): string | undefined {
  if (node.type === "Literal") return typeof node["value"] === "string" ? node["value"] : undefined;
  if (node.type !== "TemplateLiteral" || !Array.isArray(node["quasis"])) return undefined;
  return node["quasis"].map((quasi: { value: { raw: string } }) => quasi.value.raw).join("x");
}

const ambientMembers = new Set(["Date.now", "Math.random", "performance.now"]);

function ambientOf(node: Node): string | undefined {
  if (node.type === "MemberExpression") {
    const name = `${nameOf(node["object"])}.${nameOf(node["property"])}`;
    return ambientMembers.has(name) ? name : undefined;
  }
  if (node.type === "NewExpression" && nameOf(node["callee"]) === "Date") {
    return Array.isArray(node["arguments"]) && node["arguments"].length === 0 ? "new Date()" : undefined;
  }
  return undefined;
}

function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === "Identifier" ? String(node["name"]) : undefined;
}
