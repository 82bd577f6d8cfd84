import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";

/** What a grouping by name may ask about modules. */
type Modules = {
  readonly getModuleInfo: (id: string) => { readonly importedIds: readonly string[] } | null;
};

/** All that a module imports before it runs, itself included. */
function neededBy(first: string, modules: Modules): ReadonlySet<string> {
  const found = new Set<string>();
  const left = [first];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    left.push(...(modules.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}

const root = join(import.meta.dirname, "..");

/** Names the group of the web app's own modules that this one needs. The contract isn't among them: through its one door it is all there. */
export function neededFrom(file: string, name: string, besides?: RegExp) {
  const first = join(root, file);
  let needed: ReadonlySet<string> | undefined;
  return (id: string, modules: Modules): string | null => {
    needed ??= neededBy(first, modules);
    const isNeeded = needed.has(id) && !/node_modules|\/contract\//.test(id);
    return id !== first && (isNeeded || besides?.test(id) === true) ? name : null;
  };
}

/** Has the browser fetch with the page what the page's first script will ask for. */
export function opensAtOnce(program: string): Plugin {
  return {
    name: "opens-at-once",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
        const begun = chunks.find(({ facadeModuleId }) => facadeModuleId === join(root, program));
        if (begun === undefined) throw new Error(`${program} is no chunk of its own`);
        const files = new Set<string>();
        const styles = new Set<string>();
        const left = [begun.fileName];
        for (let name = left.pop(); name !== undefined; name = left.pop()) {
          const chunk = chunks.find(({ fileName }) => fileName === name);
          if (chunk === undefined || files.has(name)) continue;
          files.add(name);
          for (const style of chunk.viteMetadata?.importedCss ?? []) styles.add(style);
          left.push(...chunk.imports);
        }
        const isMissing = (name: string) => !html.includes(`/${name}"`);
        return [
          ...[...files].filter(isMissing).map((name) => ({
            tag: "link",
            attrs: { rel: "modulepreload", crossorigin: true, href: `/${name}` },
            injectTo: "head" as const,
          })),
          ...[...styles].filter(isMissing).map((name) => ({
            tag: "link",
            attrs: { rel: "stylesheet", crossorigin: true, href: `/${name}` },
            injectTo: "head" as const,
          })),
        ];
      },
    },
  };
}

/** Gives the script that stands before everything a name with its hash, so that browsers keep it: asked for anew, it holds up every page. */
export function hashedColorScheme(): Plugin {
  const name = "color-scheme.js";
  let fileName = name;
  return {
    name: "hashed-color-scheme",
    apply: "build",
    async buildStart() {
      const source = await readFile(join(root, "web/public", name));
      const hash = createHash("sha256").update(source).digest("hex").slice(0, 8);
      fileName = `assets/color-scheme-${hash}.js`;
      this.emitFile({ type: "asset", fileName, source });
    },
    transformIndexHtml: { order: "post", handler: (html) => html.replace(`"/${name}"`, `"/${fileName}"`) },
  };
}
