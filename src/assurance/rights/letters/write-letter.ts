import type { Block, PrintedDocument } from "../../../../print/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { readWords } from "../change.ts";
import type { LetterPorts } from "../ports.ts";
import { isRestrictedOn } from "../restriction/standing.ts";
import { RightsError } from "../rights-error.ts";
import type { RequestRow } from "../rights-table.ts";
import { type LetterFacts, composeLetter, type LetterText } from "./compose-letter.ts";
import { type LetterKind, lettersFor, noteOf } from "./letter-kind.ts";
import { isDestroyed } from "./letters-table.ts";
import { withoutOverrides } from "./without-overrides.ts";

/** What the officer says of a letter before it is made. */
export interface LetterDraft {
  readonly kind: LetterKind;
  /** Where it goes, below the name. Absent: as the record has it, where the patient asks themselves. */
  readonly address?: readonly string[] | undefined;
  readonly note?: string | undefined;
}

/** A letter below a letterhead that says the name and the address itself. */
function composeUnderHead(facts: LetterFacts): readonly Block[] {
  const { contact, authority } = facts.letterhead;
  const [, ...blocks] = composeLetter({ ...facts, letterhead: { address: [], contact, authority } }).blocks;
  return blocks.map(withoutOverrides);
}

export interface WrittenLetter {
  readonly text: LetterText;
  readonly address: readonly string[];
  readonly document: PrintedDocument;
}

/** A letter as it reads now, about a request as it stands.
 *  @throws RightsError `rights/altered`, `rights/unsuitable-letter`, `rights/note-missing` */
export async function writeLetter(
  ports: LetterPorts,
  caller: Caller,
  row: RequestRow,
  draft: LetterDraft,
): Promise<WrittenLetter> {
  const { tenant } = caller;
  const { id, kind, law, patient, received_on: receivedOn, due_on } = row;
  const words = readWords(ports, tenant, await ports.vault(tenant), row);
  if (words === undefined)
    throw new RightsError("rights/altered", "this was altered in the database: write it down again as a new request");
  const { kind: letter, note } = draft;
  const standing = {
    ...row,
    words,
    isDestroyed: await isDestroyed(ports.db.tenant(tenant), tenant, patient),
    isRestricted: await isRestrictedOn(ports, tenant, id),
  };
  if (!lettersFor(standing).includes(letter))
    throw new RightsError("rights/unsuitable-letter", "as the request stands, this letter would say what isn’t so", {
      path: "kind",
    });
  if (noteOf[letter].needed && note === undefined)
    throw new RightsError("rights/note-missing", "say what the letter can’t know by itself", { path: "note" });
  const known = draft.address === undefined && words.asker.relation === "self";
  const address = draft.address ?? (known ? await ports.patientAddress(caller, patient) : []);
  const [organisation, letterhead, look] = await Promise.all([
    ports.organisationName(tenant),
    ports.letterhead(tenant),
    ports.look?.(tenant),
  ]);
  const now = ports.now();
  const request = { id, kind, law, receivedOn, dueOn: due_on ?? undefined, words };
  const facts = { letter, request, organisation, letterhead, address, note, writer: caller.name, now };
  const composed = composeLetter(facts);
  const text = { ...composed, blocks: composed.blocks.map(withoutOverrides) };
  const document: PrintedDocument = {
    title: text.title,
    author: organisation,
    language: "en",
    size: look?.size ?? (law === "hipaa" ? "LETTER" : "A4"),
    margin: look?.margin,
    head: look?.head,
    madeAt: now,
    foot: `${organisation} · ${text.reference}`,
    // The first says the organisation's name, which stands in the head already.
    blocks: look?.head === undefined ? text.blocks : composeUnderHead(facts),
  };
  return { text, address, document };
}
