import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  root: here,
  plugins: [react()],
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
      output: {
        codeSplitting: {
          // Left alone, every module that two pages share becomes a file of its own: some eighty requests for the first screen.
          // The app's own modules stay out: main.tsx has to run before the schemas are defined.
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler)\// },
            {
              name: "library",
              test: /node_modules\/(@tanstack|zod|use-sync-external-store|@mantine\/(hooks|core\/esm\/core))\//,
            },
            {
              name: "widgets",
              test: /node_modules\/(@mantine|@floating-ui|@tabler|clsx|react-remove-scroll)/,
              minShareCount: 4,
            },
          ],
        },
      },
    },
  },
});
