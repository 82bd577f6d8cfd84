import { type NotePaperPorts, NotesError, type PrintedNote, type PrintedPart } from "./care/notes/index.ts";
import { branchOfRegistration } from "./care/registration/index.ts";
import type { Stationery } from "./care/stationery/index.ts";
import type { LedgerWriter } from "./custody/ledger/index.ts";
import { meaningWords } from "./custody/signatures/index.ts";
import { localDay, localMinute, minutesAhead } from "./foundation/calendar/index.ts";
import type { TenantId } from "./foundation/kernel/index.ts";
import { entryAbout } from "./look-at-patient.ts";
import { blocksOf, dayWords, whomWords } from "./paper-words.ts";
import { PrintError, printAside } from "./print-aside.ts";
import { pageLookOf } from "./wire-stationery.ts";
import type { Block, PrintedDocument } from "../print/index.ts";

interface NotePaperParts extends Pick<NotePaperPorts, "chart" | "signatures" | "now"> {
  readonly ledger: Pick<LedgerWriter, "witness">;
  readonly organisationName: (tenant: TenantId) => Promise<string>;
  /** Letterheads: of the branch where the patient was registered, else of the organisation. */
  readonly stationery: Pick<Stationery, "standing">;
  /** IANA name of the zone whose days the organisation means. */
  readonly timeZone: (tenant: TenantId) => Promise<string>;
  /** Where anybody reads the organisation's public signature keys. */
  readonly keysAt: (tenant: TenantId) => Promise<string>;
}

/** Gives notes on paper what they stand on: who sets them, whose name they bear, and where it is written down. */
export function notePaperPorts(parts: NotePaperParts): NotePaperPorts {
  const { chart, signatures, now, ledger, organisationName, stationery, timeZone, keysAt } = parts;
  const print = printAside();
  return {
    chart,
    signatures,
    now,
    async print(tenant, note) {
      const [organisation, standing, zone, keys] = await Promise.all([
        organisationName(tenant),
        stationery.standing(tenant, { branch: branchOfRegistration(note.about) }),
        timeZone(tenant),
        keysAt(tenant),
      ]);
      try {
        const { bytes } = await print(noteOnPaper(note, { organisation, look: pageLookOf(standing), zone, keys }));
        return Buffer.from(bytes);
      } catch (error) {
        if (!(error instanceof PrintError)) throw error;
        throw new NotesError("note/too-long", "this note has more text than can be printed", { cause: error });
      }
    },
    async witness(caller, { patient, resources, detail }) {
      const act = { at: now(), action: "printed", why: "to hand over what was signed", detail } as const;
      const entry = { ...entryAbout(caller, patient, act), resources, count: resources.length };
      await ledger.witness(caller.tenant, [{ entry, patient }]);
    },
  };
}

interface NoteHouse {
  readonly organisation: string;
  readonly look: ReturnType<typeof pageLookOf>;
  readonly zone: string;
  /** Address of the public keys. */
  readonly keys: string;
}

/** The note on paper: what was written, what was added, and under each who signed it, when and meaning what (21 CFR 11.50). */
export function noteOnPaper(
  { about, note, addenda, at }: PrintedNote,
  { organisation, look, zone, keys }: NoteHouse,
): PrintedDocument {
  const whom = whomWords(about);
  return {
    title: note.title,
    author: organisation,
    language: "en",
    size: look.size ?? "A4",
    margin: look.margin,
    head: look.head,
    madeAt: at,
    foot: `${look.head?.name ?? organisation} · about ${whom}`,
    blocks: [
      ...(look.head === undefined ? [{ kind: "paragraph", tone: "strong", text: organisation } as const] : []),
      { kind: "heading", level: 1, text: note.title },
      { kind: "paragraph", tone: "strong", text: `About ${whom}` },
      ...partBlocks(note, zone),
      ...addenda.flatMap((one) => [
        { kind: "heading", level: 2, text: `Addendum: ${one.title.replace(/^addendum(?: to)?[:\s]+/i, "")}` } as const,
        ...partBlocks(one, zone),
      ]),
      { kind: "heading", level: 2, text: "To check this paper" },
      {
        kind: "paragraph",
        tone: "small",
        text: `Each signature was checked when this was printed, ${momentWords(at, zone)}: the words were those that were signed. A paper proves nothing by itself. Ask for the signed record as a file and run “wardbook signature verify”; the public keys stand at ${keys}.`,
      },
    ],
  };
}

function partBlocks({ id, version, text, author, date, isFinal, signatures }: PrintedPart, zone: string): Block[] {
  const when = date === undefined ? [] : [momentWords(Date.parse(date), zone)];
  return [
    { kind: "paragraph", tone: "small", text: [author ?? "Author not recorded", ...when].join(", ") },
    ...(isFinal
      ? []
      : [{ kind: "paragraph", tone: "strong", text: "Not final: somebody else has to sign this as well." } as const]),
    ...blocksOf(text),
    {
      kind: "table",
      heads: ["Signed electronically by", "When", "Meaning", "Key"],
      rows: signatures.map(({ signer, when: signedAt, meaning, kid }) => [
        signer.name,
        momentWords(Date.parse(signedAt), zone),
        `${signer.name} ${meaningWords[meaning].sentence}.`,
        kid,
      ]),
      shares: [2, 2, 3, 3],
    },
    { kind: "paragraph", tone: "small", text: `DocumentReference/${id}, version ${version}.` },
  ];
}

/** "07-Mar-2026 14:05:09 UTC+05:30": one moment to every reader. */
function momentWords(at: number, zone: string): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  const ahead = minutesAhead(at, zone);
  const seconds = two(new Date(at).getUTCSeconds());
  const offset = `UTC${ahead < 0 ? "-" : "+"}${clock(Math.abs(ahead))}`;
  return `${dayWords(localDay(at, zone))} ${clock(localMinute(at, zone))}:${seconds} ${offset}`;
}
