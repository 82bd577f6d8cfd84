import { type LetterPorts, type NotesPorts, NotesError, type PrintedLetter } from "./care/notes/index.ts";
import type { Stationery } from "./care/stationery/index.ts";
import { branchOfRegistration } from "./care/registration/index.ts";
import { localDay } from "./foundation/calendar/index.ts";
import type { TenantId } from "./foundation/kernel/index.ts";
import { PrintError, printAside } from "./print-aside.ts";
import { blocksOf, dayWords, whomWords } from "./paper-words.ts";
import { pageLookOf } from "./wire-stationery.ts";
import type { PrintedDocument } from "../print/index.ts";

interface LettersParts extends Omit<NotesPorts, "db"> {
  readonly organisationName: (tenant: TenantId) => Promise<string>;
  /** Letterheads: of the branch where the patient was registered, else of the organisation. Absent: the organisation's name alone. */
  readonly stationery?: Pick<Stationery, "standing"> | undefined;
  /** IANA name of the zone whose days the organisation means. Absent: UTC. */
  readonly timeZone?: ((tenant: TenantId) => Promise<string>) | undefined;
}

type Look = ReturnType<typeof pageLookOf>;

/** Gives signed letters what they stand on beside notes: who sets them, and whose name they bear. */
export function letterPorts({ organisationName, stationery, timeZone, ...notes }: LettersParts): LetterPorts {
  const print = printAside();
  return {
    ...notes,
    async print(tenant, letter) {
      try {
        const branch = branchOfRegistration(letter.about);
        const look = stationery && pageLookOf(await stationery.standing(tenant, { branch }));
        const zone = await timeZone?.(tenant);
        return Buffer.from((await print(letterOf(letter, await organisationName(tenant), { look, zone }))).bytes);
      } catch (error) {
        if (!(error instanceof PrintError)) throw error;
        throw new NotesError("letter/too-long", "this letter has more text than can be set: say less in it", {
          cause: error,
        });
      }
    },
  };
}

/** The letter on paper, of the day that it is where it was signed. What is written stands there as it was signed, paragraph by paragraph. */
export function letterOf(
  letter: PrintedLetter,
  organisation: string,
  { look, zone = "UTC" }: { readonly look?: Look | undefined; readonly zone?: string | undefined } = {},
): PrintedDocument {
  const { recipient, subject, about, author, isSupervised, at, id } = letter;
  const moment = new Date(at).toISOString();
  const whom = whomWords(about);
  return {
    title: subject,
    author: organisation,
    language: "en",
    size: look?.size ?? "A4",
    margin: look?.margin,
    head: look?.head,
    madeAt: at,
    foot: `${look?.head?.name ?? organisation} · about ${whom}`,
    blocks: [
      ...(look?.head === undefined ? [{ kind: "paragraph", tone: "strong", text: organisation } as const] : []),
      { kind: "lines", lines: [recipient.name, ...recipient.address] },
      { kind: "paragraph", text: dayWords(localDay(at, zone)) },
      { kind: "heading", level: 1, text: subject },
      { kind: "paragraph", tone: "strong", text: `About ${whom}` },
      ...blocksOf(letter.text),
      { kind: "paragraph", tone: "strong", text: author },
      {
        kind: "paragraph",
        tone: "small",
        text: `Signed electronically by ${author} on ${dayWords(moment)} at ${moment.slice(11, 16)} UTC. Letter ${id}.`,
      },
      ...(isSupervised
        ? [
            {
              kind: "paragraph",
              tone: "small",
              text: `${author} works under supervision: this letter goes out once somebody else has co-signed it.`,
            } as const,
          ]
        : []),
    ],
  };
}
