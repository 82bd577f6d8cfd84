import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Requirement } from "./requirement.ts";

/** What a row of a table of evidence stands on. */
export type Evidence = Pick<Requirement, "verdict" | "why" | "shown"> & { readonly id: string };

/** Faults of a table's evidence: files that aren't there, tests that don't exist, verdicts without any. */
export function evidenceFaults(requirements: readonly Evidence[], root: string): readonly string[] {
  return requirements.flatMap(({ id, verdict, shown, why }) => {
    const faults = shown.flatMap((text) => faultOf(text, root).map((fault) => `${id}: ${fault}`));
    if (verdict === "met" && shown.length === 0) faults.push(`${id}: met, and nothing shows it`);
    if (verdict !== "met" && (why ?? "") === "") faults.push(`${id}: ${verdict}, without a reason`);
    return faults;
  });
}

const isTest = /\.(?:test|journey)\.tsx?$/;

function faultOf(text: string, root: string): readonly string[] {
  const colon = text.indexOf(": ");
  const path = colon === -1 ? text : text.slice(0, colon);
  if (!existsSync(join(root, path))) return [`there is no ${path}`];
  if (colon === -1) return isTest.test(path) ? [`${path} is a test without a name`] : [];
  const name = text.slice(colon + 2);
  if (!isTest.test(path)) return [`${path} is no test`];
  const source = readFileSync(join(root, path), "utf8");
  // A name begins where a text begins.
  return ['"', "`"].some((quote) => source.includes(`${quote}${name}`)) ? [] : [`${path} has no test "${name}"`];
}
