import type { Plugin } from "vite";

/** What can stand at the right of a schema's name and does nothing until it is called. */
const idle: ReadonlySet<string> = new Set([
  "ArrowFunctionExpression",
  "FunctionExpression",
  "Literal",
  "TemplateLiteral",
]);

/**
 * Says of every schema of the contract that making it does nothing else, so that a page brings those that it reads: most are what a
 * browser sends, which the server reads alone.
 */
export function readSchemas(): Plugin {
  return {
    name: "read-schemas",
    apply: "build",
    transform: {
      filter: { id: /\/contract\/(?:[a-z-]+\/)*[a-z-]+\.ts$/ },
      handler(code) {
        const made = this.parse(code)
          .body.map((statement) =>
            statement.type === "ExportNamedDeclaration" ? (statement.declaration ?? statement) : statement,
          )
          .flatMap((statement) =>
            statement.type === "VariableDeclaration" ? statement.declarations.flatMap(({ init }) => init ?? []) : [],
          )
          .filter(({ type }) => !idle.has(type));
        let marked = "";
        let from = 0;
        for (const { start, end } of made) {
          marked += `${code.slice(from, start)}/* @__PURE__ */ (() => (${code.slice(start, end)}))()`;
          from = end;
        }
        return { code: marked + code.slice(from), map: null };
      },
    },
  };
}
