import { join } from "node:path";
import type { Plugin } from "vite";

/** Lets a dialog, which scrolls, do without all that places menus and lists: of that the scrolling area uses one function alone. */
export function scrollAreaAlone(): Plugin {
  let isUsed = false;
  return {
    name: "scroll-area-alone",
    apply: "build",
    enforce: "pre",
    resolveId: {
      filter: { id: /^@floating-ui\/react$/ },
      handler(_source, importer) {
        if (importer?.endsWith("/ScrollArea/ScrollArea.mjs") !== true) return undefined;
        isUsed = true;
        return join(import.meta.dirname, "merge-refs.ts");
      },
    },
    buildEnd() {
      if (!isUsed) this.error("the library's scrolling area asks for nothing of @floating-ui/react any more");
    },
  };
}
