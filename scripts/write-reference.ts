import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { settingsPage } from "../src/foundation/platform/config/index.ts";
import { cliPage } from "../src/surface/cli/index.ts";
import { asvsPage, evidenceFaults, requirements } from "./asvs/index.ts";
import { clauses, part11Page } from "./part-11/index.ts";
import { retentionPage } from "./retention-page.ts";
import { rolesPage } from "./roles-page.ts";

/** Reference pages that are made from the code, by path from the repository's root. */
const pages = [
  { path: "docs/reference/cli.md", write: cliPage },
  { path: "docs/reference/configuration.md", write: settingsPage },
  { path: "docs/reference/roles.md", write: rolesPage },
  { path: "docs/retention.md", write: retentionPage },
  { path: "docs/security/21cfr-part-11.md", write: () => part11Page(clauses) },
  { path: "docs/security/asvs-5.0.md", write: () => asvsPage(requirements) },
] as const;

const root = join(import.meta.dirname, "..");
const onlyCheck = process.argv.includes("--check");

for (const fault of evidenceFaults([...requirements, ...clauses], root)) {
  console.error(fault);
  process.exitCode = 1;
}

for (const { path, write } of pages) {
  const file = join(root, path);
  const text = write();
  if (onlyCheck) {
    if (readIfPresent(file) === text) continue;
    console.error(`${path} is out of date: run "npm run docs"`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function readIfPresent(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
