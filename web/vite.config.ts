import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import react from "@vitejs/plugin-react";
import { IntlMessageFormat } from "intl-messageformat";
import { defineConfig, type Plugin } from "vite";
import { componentStyles } from "./build/component-styles.ts";
import { readSchemas } from "./build/read-schemas.ts";
import { scrollAreaAlone } from "./build/scroll-area-alone.ts";
import { zodAlone } from "./build/zod-alone.ts";
import { hashedColorScheme, opensAtOnce, neededFrom } from "./first-screen.ts";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Lays what compresses beside each file, for the server to send as it is: browsers take Brotli from a secure or local address alone. */
function compressed(): Plugin {
  const [toBrotli, toGzip] = [promisify(brotliCompress), promisify(gzip)];
  return {
    name: "compressed",
    apply: "build",
    async writeBundle({ dir = "" }, bundle) {
      const names = Object.keys(bundle).filter((name) => /\.(?:js|css|svg)$/.test(name));
      await Promise.all(
        names.map(async (name) => {
          const file = join(dir, name);
          const body = await readFile(file);
          await writeFile(`${file}.br`, await toBrotli(body));
          await writeFile(`${file}.gz`, await toGzip(body, { level: 9 }));
        }),
      );
    },
  };
}

/** Parses messages here, so that no browser fetches a parser. */
function parsedMessages(): Plugin {
  return {
    name: "parsed-messages",
    apply: "build",
    async load(id) {
      if (!/\/words\/[a-z]{2}\.ts$/.test(id)) return undefined;
      const { words } = (await import(pathToFileURL(id).href)) as { words: Readonly<Record<string, string>> };
      const parsed = Object.entries(words).map(([name, text]) => [
        name,
        /[{<']/.test(text) ? new IntlMessageFormat(text, "en").getAst() : text,
      ]);
      return `export const words = ${JSON.stringify(Object.fromEntries(parsed))};`;
    },
  };
}

/** Components of the library by name. */
const ofLibrary = (names: string) => new RegExp(`/@mantine/core/esm/components/(?:${names})/`);

/** What of the libraries is on every page, or is a part of what is on most. */
const everywhere: readonly RegExp[] = [
  /\/node_modules\/(?:@tanstack|zod|use-sync-external-store|clsx)\//,
  /\/@mantine\/core\/esm\/(?:core\/|components\/(?:Checkbox\/CheckIcon|Radio\/RadioIcon))/,
  /\/@mantine\/hooks\/esm\/(?!use-(?:drag|move|collapse|clipboard|long-press)\/)/,
  ofLibrary(
    "ActionIcon|Button|CloseButton|FocusTrap|Group|Loader|Overlay|Paper|Portal|Stack|Text|Title|Transition|UnstyledButton|VisuallyHidden",
  ),
];

export default defineConfig({
  root: here,
  plugins: [
    react(),
    parsedMessages(),
    readSchemas(),
    zodAlone(),
    scrollAreaAlone(),
    componentStyles(),
    hashedColorScheme(),
    opensAtOnce("web/app/providers.tsx"),
    compressed(),
  ],
  resolve: {
    alias: [
      { find: /^@formatjs\/icu-messageformat-parser$/, replacement: "@formatjs/icu-messageformat-parser/no-parser.js" },
    ],
  },
  build: {
    outDir: fileURLToPath(new URL("../dist/web/", import.meta.url)),
    emptyOutDir: true,
    target: "es2023",
    // The content security policy admits no data: URLs, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // What every page stands in is there before any other is asked for.
      resolveDependencies: (_, files, { hostType }) =>
        hostType === "html"
          ? files
          : files.filter((file) => !/\/(?:rolldown-runtime|react|library|start|program)-/.test(file)),
    },
    // Which files a page needs, for `test/journeys/first-screens.journey.ts`.
    manifest: true,
    chunkSizeWarningLimit: 700,
    sourcemap: false,
    rolldownOptions: {
      // Schemas alone: a page loads those that it reads.
      treeshake: { moduleSideEffects: [{ test: /\/contract\//, sideEffects: false }] },
      output: {
        codeSplitting: {
          // Left alone, every module that two pages share becomes a file of its own: some eighty requests for the first screen.
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler)\//, priority: 9 },
            { name: neededFrom("web/main.tsx", "start"), test: /\/web\/.*\.ts$|preload-helper/, priority: 8 },
            { name: "library", test: (id) => everywhere.some((of) => of.test(id)), priority: 7 },
            // What every page stands in is one file: it used to be fifty, which a browser asks for six at a time.
            { name: neededFrom("web/app/providers.tsx", "program"), priority: 6 },
            { name: "popups", test: /\/@floating-ui\/|\/@mantine\/core\/esm\/components\/Popover\//, priority: 5 },
            { name: "texts", test: ofLibrary("Input|InputBase|TextInput"), priority: 4 },
            { name: "scrolls", test: ofLibrary("ScrollArea"), priority: 4 },
            { name: "selects", test: ofLibrary("Combobox(?!/use-pills)|Select"), priority: 3 },
            { name: "dialogs", test: ofLibrary("Modal|ModalBase"), priority: 3 },
            { name: "numbers", test: ofLibrary("NumberInput"), priority: 2 },
            { name: "menus", test: ofLibrary("Menu"), priority: 2 },
            { name: "icons", test: /\/node_modules\/@tabler\//, minShareCount: 4, priority: 1 },
          ],
        },
      },
    },
  },
});
