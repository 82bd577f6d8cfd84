import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import react from "@vitejs/plugin-react";
import { IntlMessageFormat } from "intl-messageformat";
import { defineConfig, type Plugin } from "vite";
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

export default defineConfig({
  root: here,
  plugins: [react(), parsedMessages(), hashedColorScheme(), opensAtOnce("web/app/providers.tsx"), compressed()],
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
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    sourcemap: false,
    rolldownOptions: {
      // Schemas alone: a page loads those that it reads.
      treeshake: { moduleSideEffects: [{ test: /\/contract\//, sideEffects: false }] },
      output: {
        codeSplitting: {
          // Left alone, every module that two pages share becomes a file of its own: some eighty requests for the first screen.
          // The app's own modules stay out: main.tsx has to run before the schemas are defined.
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler)\//, priority: 6 },
            {
              name: "library",
              test: /node_modules\/(@tanstack|zod|use-sync-external-store|@mantine\/(hooks|core\/esm\/core))\//,
              priority: 5,
            },
            {
              name: "widgets",
              test: /node_modules\/(@mantine(?!\/core\/esm\/components\/(?:NumberInput|MultiSelect)|\/form|\/notifications\/esm\/Notification)|@floating-ui|@tabler|clsx|react-remove-scroll)/,
              minShareCount: 4,
              priority: 6,
            },
            // No first screen has a form of many fields, or a field for numbers or for several choices.
            {
              name: "fields",
              test: /node_modules\/(react-number-format|@mantine\/form|@mantine\/core\/esm\/components\/(?:NumberInput|MultiSelect))\//,
              minShareCount: 2,
              priority: 5,
            },
            // What every page stands in is one file: it used to be fifty, which a browser asks for six at a time.
            { name: neededFrom("web/main.tsx", "start"), test: /\/web\/.*\.ts$|preload-helper/, priority: 4 },
            { name: neededFrom("web/app/providers.tsx", "program"), priority: 3 },
          ],
        },
      },
    },
  },
});
