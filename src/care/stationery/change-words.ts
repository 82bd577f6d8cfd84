import { type Letterhead, headLines } from "./letterhead.ts";
import type { PaperLayout } from "./paper-layout.ts";

type Facts = ReadonlyMap<string, string>;

/** What is said of a logo: its size and its hash. */
export type LogoWords = (id: string | undefined) => string;

function factsOfHead(head: Letterhead | null, logoWords: LogoWords): Facts {
  if (head === null) return new Map();
  const { name, foot, logo, registrations, ...reached } = head;
  return new Map([
    ["name", name],
    ["address", headLines({ name, registrations: [], ...reached }, { withRegistrations: false }).join(", ")],
    ["numbers", registrations.map(({ label, number }) => `${label} ${number}`).join(", ")],
    ["foot", foot ?? ""],
    ["logo", logoWords(logo)],
  ]);
}

function factsOfLayout(layout: PaperLayout | null): Facts {
  if (layout === null) return new Map();
  const { money, pages, label } = layout;
  const yes = (it: boolean) => (it ? "yes" : "no");
  const margin = (it: number | null) => (it === null ? "usual" : `${it} mm`);
  return new Map([
    ["receipts", money.size],
    ["receipts' margin", margin(money.margin)],
    ["numbers on receipts", yes(money.registrations)],
    ["patient's number on receipts", yes(money.patientNumber)],
    ["QR code on receipts", yes(money.code)],
    ["letters", pages.size],
    ["letters' margin", margin(pages.margin)],
    ["labels", label],
  ]);
}

interface Said {
  readonly letterhead: Letterhead | null;
  readonly layout: PaperLayout | null;
}

/** What was before, and what is now, of all that changed: for the ledger. */
export function changeWords(before: Said, after: Said, logoWords: LogoWords): string {
  const factsOf = ({ letterhead, layout }: Said) =>
    new Map([...factsOfHead(letterhead, logoWords), ...factsOfLayout(layout)]);
  const [was, is] = [factsOf(before), factsOf(after)];
  const quoted = (text: string | undefined) => (text === undefined || text === "" ? "none" : `“${text}”`);
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter(
    (one) => (was.get(one) ?? "") !== (is.get(one) ?? ""),
  );
  if (changed.length === 0) return "nothing changed";
  return changed.map((one) => `${one} from ${quoted(was.get(one))} to ${quoted(is.get(one))}`).join("; ");
}
