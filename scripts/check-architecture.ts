import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findBreaches } from "./architecture/find-breaches.ts";
import { lawSchema } from "./architecture/law.ts";
import { readSource } from "./architecture/read-source.ts";

const root = join(import.meta.dirname, "..");
const folders = ["bin", "contract", "print", "scripts", "src", "test", "web"];

const law = lawSchema.parse(JSON.parse(readFileSync(join(root, "architecture.json"), "utf8")));
const sources = folders
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  )
  .filter((path) => /\.(ts|tsx|mjs|cjs)$/.test(path) && !path.includes("node_modules/"))
  .map((path) => readSource(path, readFileSync(join(root, path), "utf8")));

const breaches = findBreaches(law, sources);
for (const { path, what } of breaches) console.error(`${path} ${what}`);
const imports = sources.reduce((sum, source) => sum + source.imports.length, 0);
console.error(`architecture: ${breaches.length} breaches, ${imports} imports of ${sources.length} files read`);
if (breaches.length > 0) process.exitCode = 1;
