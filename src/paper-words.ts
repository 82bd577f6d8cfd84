import { nameOf, numberOf } from "./care/registration/index.ts";
import { type FhirResource, textIn } from "./foundation/fhir/index.ts";
import type { Block } from "../print/index.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** `2026-03-07…` as 07-Mar-2026; what is less than a day as it is. */
export function dayWords(iso: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso) ?? [];
  return day === undefined ? iso : `${day}-${months[Number(month) - 1]}-${year}`;
}

/** "Ann Hart, born 12-Mar-1948, LR-000042" */
export function whomWords(about: FhirResource): string {
  const [name, born, number] = [nameOf(about), textIn(about["birthDate"]), numberOf(about)];
  return [
    name ?? "Name not recorded",
    ...(born === undefined ? [] : [`born ${dayWords(born)}`]),
    ...(number === undefined ? [] : [number]),
  ].join(", ");
}

/** What somebody wrote, paragraph by paragraph, as they wrote it. */
export function blocksOf(text: string): readonly Block[] {
  return text
    .split(/\r?\n[ \t]*\r?\n/)
    .map((part) => part.split(/\r?\n/).map((line) => line.trimEnd()))
    .filter((lines) => lines.some((line) => line.trim() !== ""))
    .map(blockOf);
}

/** Lines that all begin as items are a list; several lines are lines; else it is a paragraph. */
function blockOf(lines: readonly string[]): Block {
  const [only, ...more] = lines;
  if (lines.every((line) => /^\s*[-•] /.test(line)))
    return { kind: "list", items: lines.map((line) => line.replace(/^\s*[-•] /, "")) };
  return more.length === 0 ? { kind: "paragraph", text: only ?? "" } : { kind: "lines", lines };
}
