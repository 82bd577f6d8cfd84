import type { GivenLetterhead, Letterhead, PaperLayout, Stationery } from "../../../../../contract/index.ts";
import { say } from "../../words/index.ts";

/** A logo as the page has it: one that is kept, or a new one. */
export type DraftLogo = { readonly id?: string; readonly png: string };

/** A letterhead while it is written. */
export type HeadDraft = {
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  readonly email: string;
  readonly registrations: readonly { readonly label: string; readonly number: string }[];
  readonly foot: string;
  readonly logo: DraftLogo | undefined;
};

/** Of the organisation, or of a branch: null where it has the organisation's. */
export type PaperDraft = { readonly head: HeadDraft | null; readonly layout: PaperLayout | null };

export function headDraft(head: Letterhead): HeadDraft {
  const { name, address, phone = "", email = "", registrations, foot = "", logo } = head;
  return {
    name,
    address: address.join("\n"),
    phone,
    email,
    registrations,
    foot,
    logo: logo === undefined ? undefined : { id: logo.id, png: logo.png },
  };
}

export const emptyHead = (name: string): HeadDraft => ({
  name,
  address: "",
  phone: "",
  email: "",
  registrations: [],
  foot: "",
  logo: undefined,
});

/** What is kept of the organisation or of a branch, to go on from. */
export function draftOf({ said }: Stationery, branch: string | null): PaperDraft {
  const found = said.find((one) => one.branch === branch);
  return { head: found?.letterhead ? headDraft(found.letterhead) : null, layout: found?.layout ?? null };
}

export function givenHead(head: HeadDraft): GivenLetterhead {
  const text = (words: string) => (words.trim() === "" ? undefined : words.trim());
  const { logo } = head;
  return {
    name: head.name.trim(),
    address: linesOf(head.address),
    phone: text(head.phone),
    email: text(head.email),
    registrations: head.registrations
      .map(({ label, number }) => ({ label: label.trim(), number: number.trim() }))
      .filter(({ label, number }) => label !== "" || number !== ""),
    foot: text(head.foot),
    logo: logo && (logo.id === undefined ? { png: logo.png } : { id: logo.id }),
  };
}

export function linesOf(address: string): string[] {
  return address
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

export type Faults = Readonly<Partial<Record<"name" | "address" | "registrations" | "money" | "pages", string>>>;

const isWithin = (margin: number | null, least: number, most: number) =>
  margin === null || (margin >= least && margin <= most);

/** What keeps a draft from being kept, by field. */
export function faultsOf({ head, layout }: PaperDraft): Faults {
  const faults: { -readonly [Name in keyof Faults]: Faults[Name] } = {};
  if (head !== null) {
    if (head.name.trim() === "") faults.name = say("sayWhose");
    const lines = linesOf(head.address);
    if (lines.length > 6 || lines.some(({ length }) => length > 120)) faults.address = say("atMost6");
    const isHalf = ({ label, number }: HeadDraft["registrations"][number]) =>
      (label.trim() === "") !== (number.trim() === "");
    if (head.registrations.some(isHalf)) faults.registrations = say("nameAndNumber");
  }
  if (layout !== null) {
    const [least, most] = layout.money.size === "ROLL80" ? [2, 12] : [8, 40];
    if (!isWithin(layout.money.margin, least, most)) faults.money = say("leastToMost", { least, most });
    if (!isWithin(layout.pages.margin, 8, 40)) faults.pages = say("marginsRule");
  }
  return faults;
}
