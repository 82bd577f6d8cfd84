import { createHash } from "node:crypto";
import type { Block, UnsetScript } from "../../../../print/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { CryptoError } from "../../../foundation/crypto/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import { readWords } from "../change.ts";
import { type Day, dayOf, isDay } from "../due-day.ts";
import { ownRequests } from "../own-requests.ts";
import type { LetterPorts, RightsPorts, Vault } from "../ports.ts";
import { asRegistered } from "../registered.ts";
import { isRestrictedOn } from "../restriction/standing.ts";
import { RightsError } from "../rights-error.ts";
import { holdRequest, readRequest, type RequestRow } from "../rights-table.ts";
import type { LetterText } from "./compose-letter.ts";
import {
  type LetterWords,
  openLetterWords,
  openPdf,
  type AddressKind,
  sealLetterWords,
  sealPdf,
  type Sending,
  type SendingWay,
} from "./kept-letter.ts";
import { type LetterKind, lettersFor } from "./letter-kind.ts";
import { isDestroyed, type LetterRow, lettersOf, readLetterPdf } from "./letters-table.ts";
import {
  holdRegistered,
  insertRegistered,
  lettersAsRegistered,
  readRegistered,
  storeRegistered,
} from "./registered.ts";
import { type LetterDraft, writeLetter } from "./write-letter.ts";

/** A letter that was made. */
export interface Letter extends Pick<LetterRow, "id" | "request" | "kind"> {
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  /** Undefined when somebody who has the database altered it. */
  readonly words: LetterWords | undefined;
}

export interface NewSending {
  readonly way: SendingWay;
  readonly to: AddressKind;
  readonly on: Day;
  readonly note?: string | undefined;
}

export interface LetterPreview extends Pick<LetterText, "title"> {
  readonly blocks: readonly Block[];
  readonly address: readonly string[];
  /** What the letter's type can't set. */
  readonly unset: readonly UnsetScript[];
}

/** Letters about people's requests: written from the law's words and the request's facts, kept byte for byte, and each in the ledger.
 *  Who may call is for the door to ask. All throw RightsError. */
export interface Letters {
  /** @throws `rights/unknown` */
  of(
    caller: Caller,
    request: string,
  ): Promise<{ readonly letters: readonly Letter[]; readonly may: readonly LetterKind[] }>;
  /** As it would be made now. @throws `rights/unknown`, `rights/altered`, `rights/unsuitable-letter`, `rights/note-missing` */
  preview(caller: Caller, request: string, draft: LetterDraft): Promise<LetterPreview>;
  /** @param revision of the request as the caller saw it
   *  @throws as `preview`, and `rights/changed-meanwhile`, `rights/too-many` */
  make(caller: Caller, request: string, revision: number, draft: LetterDraft): Promise<Letter>;
  /** @throws `rights/unknown`, `rights/altered` */
  pdf(caller: Caller, request: string, letter: string): Promise<Buffer>;
  /** Writes down that it went out. @throws `rights/unknown`, `rights/altered`, `rights/unsuitable-day`, `rights/unsuitable-address`,
   *  `rights/too-many` */
  send(caller: Caller, request: string, letter: string, sending: NewSending): Promise<Letter>;
  /** Those that were sent about the requests that the caller may see of their own; newest first. */
  mine(caller: Caller): Promise<readonly Letter[]>;
  /** @throws `rights/unknown`, `rights/altered` */
  minePdf(caller: Caller, letter: string): Promise<Buffer>;
}

const mostLetters = 50;
const mostSendings = 20;
const asOfficer = "as officer for requests";
const asPerson = "to see what was asked about the record";

export function openLetters(ports: LetterPorts): Letters {
  const { db } = ports;

  async function requestOf({ tenant }: Caller, id: string): Promise<RequestRow> {
    const found = await readRequest(db.tenant(tenant), tenant, id);
    // One that was put back as it once was would have a letter say what was so then.
    const [row] = found === undefined ? [] : await asRegistered(ports, tenant, [found]);
    if (row === undefined) throw unknown();
    return row;
  }

  /** Of a request that was looked at, and of no other. */
  async function letterOf(tenant: TenantId, request: string, id: string): Promise<LetterRow> {
    const row = await letterRow(tenant, id);
    if (row === undefined || row.request !== request) throw unknown();
    return row;
  }

  async function letterRow(tenant: TenantId, id: string): Promise<LetterRow | undefined> {
    const vault = await ports.vault(tenant);
    return db.transaction(tenant, (tx) => readRegistered(tx, tenant, vault, id));
  }

  async function opened({ tenant }: Caller, rows: readonly LetterRow[]): Promise<readonly Letter[]> {
    const vault = await ports.vault(tenant);
    return rows.map((row) => letterFrom(row, wordsOf(ports, tenant, vault, row)));
  }

  async function pdfOf({ tenant }: Caller, row: LetterRow): Promise<Buffer> {
    const sealed = await readLetterPdf(db.tenant(tenant), tenant, row.id);
    if (sealed === undefined) throw unknown();
    const vault = await ports.vault(tenant);
    const words = wordsOf(ports, tenant, vault, row);
    const pdf = unlessAltered(ports, tenant, row.request, () => openPdf(vault, row, sealed));
    // One that was put back from another time opens, but isn't the one that the ledger names.
    if (words === undefined || pdf === undefined || sha256(pdf) !== words.sha256) throw altered();
    return pdf;
  }

  return {
    async of(caller, request) {
      const { tenant } = caller;
      const row = await requestOf(caller, request);
      await ports.witnessLook(caller, new Set([row.patient]), asOfficer);
      const words = readWords(ports, tenant, await ports.vault(tenant), row);
      return {
        letters: await opened(caller, await lettersAsRegistered(ports, tenant, [request])),
        may: lettersFor({
          ...row,
          words,
          isDestroyed: await isDestroyed(db.tenant(tenant), tenant, row.patient),
          isRestricted: await isRestrictedOn(ports, tenant, request),
        }),
      };
    },
    async preview(caller, request, draft) {
      const row = await requestOf(caller, request);
      await ports.witnessLook(caller, new Set([row.patient]), asOfficer);
      const { text, address, document } = await writeLetter(ports, caller, row, draft);
      const { unset } = await ports.print(document);
      return { title: text.title, blocks: text.blocks, address, unset };
    },
    async make(caller, request, revision, draft) {
      const { tenant } = caller;
      const row = await requestOf(caller, request);
      if (row.revision !== revision) throw changed();
      const { text, document } = await writeLetter(ports, caller, row, draft);
      const { bytes } = await ports.print(document);
      const vault = await ports.vault(tenant);
      const at = ports.now();
      const place = { id: ports.newId(), request, patient: row.patient, kind: draft.kind, made_at: at, revision: 1 };
      const by = { id: caller.id, name: caller.name };
      const words: LetterWords = { title: text.title, by, sha256: sha256(bytes), bytes: bytes.length, sendings: [] };
      const sealed = sealLetterWords(vault, place, words);
      const pdf = sealPdf(vault, place, bytes);
      await db.transaction(tenant, async (tx) => {
        // What it says must still be so.
        const held = await holdRequest(tx, tenant, request);
        if (held?.revision !== revision) throw changed();
        if ((await lettersOf(tx, tenant, [request])).length >= mostLetters)
          throw new RightsError("rights/too-many", `about one request at most ${mostLetters} letters are made`);
        await insertRegistered(tx, tenant, vault, { ...place, sealed, pdf });
        await ports.record(tx, tenant, {
          action: "rights-letter-made",
          at,
          caller,
          patient: row.patient,
          why: asOfficer,
          detail: `${draft.kind}: SHA-256 ${words.sha256}, ${words.bytes} bytes (letter ${place.id}, request ${request})`,
        });
      });
      return letterFrom({ ...place, sealed }, words);
    },
    async pdf(caller, request, id) {
      const row = await letterOf(caller.tenant, request, id);
      await ports.witnessLook(caller, new Set([row.patient]), asOfficer);
      return pdfOf(caller, row);
    },
    async send(caller, request, id, sending) {
      const { tenant } = caller;
      await letterOf(tenant, request, id);
      const vault = await ports.vault(tenant);
      return db.transaction(tenant, async (tx) => {
        const row = await holdRegistered(tx, tenant, vault, id);
        if (row === undefined) throw unknown();
        const words = wordsOf(ports, tenant, vault, row);
        if (words === undefined) throw altered();
        const at = ports.now();
        expectFit(sending, row.made_at, at);
        if (words.sendings.length >= mostSendings)
          throw new RightsError("rights/too-many", `it was sent ${mostSendings} times already`);
        const added: Sending = { ...sending, at, by: { id: caller.id, name: caller.name } };
        const next = { ...words, sendings: [...words.sendings, added] };
        const place = { ...row, revision: row.revision + 1 };
        const sealed = sealLetterWords(vault, place, next);
        await storeRegistered(tx, tenant, vault, { ...place, sealed });
        await ports.record(tx, tenant, {
          action: "rights-letter-sent",
          at,
          caller,
          patient: row.patient,
          why: asOfficer,
          detail: `${row.kind} by ${sending.way} to ${sending.to} on ${sending.on}: SHA-256 ${words.sha256} (letter ${id}, request ${request})`,
        });
        return letterFrom({ ...place, sealed }, next);
      });
    },
    async mine(caller) {
      const { tenant } = caller;
      const requests = (await ownRequests(ports, caller)).map(({ id }) => id);
      const letters = await opened(caller, await lettersAsRegistered(ports, tenant, requests));
      const sent = letters.filter(isSent);
      const { patient } = caller;
      if (sent.length > 0 && patient !== undefined) await ports.witnessLook(caller, new Set([patient]), asPerson);
      return sent;
    },
    async minePdf(caller, id) {
      const { tenant } = caller;
      const requests = new Set((await ownRequests(ports, caller)).map((request) => request.id));
      const row = await letterRow(tenant, id);
      if (row === undefined || !requests.has(row.request)) throw unknown();
      const [letter] = await opened(caller, [row]);
      if (letter === undefined || !isSent(letter)) throw unknown();
      await ports.witnessLook(caller, new Set([row.patient]), asPerson);
      return pdfOf(caller, row);
    },
  };
}

function letterFrom({ id, request, kind, made_at }: LetterRow, words: LetterWords | undefined): Letter {
  return { id, request, kind, madeAt: made_at, words };
}

function isSent({ words }: Letter): boolean {
  return words !== undefined && words.sendings.length > 0;
}

function wordsOf(ports: Pick<RightsPorts, "onAltered">, tenant: TenantId, vault: Vault, row: LetterRow) {
  return unlessAltered(ports, tenant, row.request, () => openLetterWords(vault, row));
}

function unlessAltered<Opened>(
  { onAltered }: Pick<RightsPorts, "onAltered">,
  tenant: TenantId,
  request: string,
  open: () => Opened,
): Opened | undefined {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
    onAltered(tenant, request);
    return undefined;
  }
}

function expectFit({ way, to, on }: NewSending, madeAt: number, now: number): void {
  const day = 86_400_000;
  // Somewhere it is tomorrow already, or yesterday still.
  if (!isDay(on) || on < dayOf(madeAt - day) || on > dayOf(now + day))
    throw new RightsError("rights/unsuitable-day", "it went out between when it was made and today", { path: "on" });
  if ((way === "in-person" || way === "portal") !== (to === "none"))
    throw new RightsError(
      "rights/unsuitable-address",
      to === "none" ? "say to which address it went" : "what is handed over, or shown here, goes to no address",
      { path: "to" },
    );
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function unknown(): RightsError {
  return new RightsError("rights/unknown", "there is no such letter");
}

function altered(): RightsError {
  return new RightsError("rights/altered", "this was altered in the database: make the letter again");
}

function changed(): RightsError {
  return new RightsError("rights/changed-meanwhile", "somebody else has changed it meanwhile: look at it again");
}
