import { CryptoError } from "../../foundation/crypto/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { type Day, dayOf, extended, lastDayOf } from "./due-day.ts";
import { type DecidedItem, type RequestWords, type Step, openWords, sealWords } from "./opened.ts";
import type { RightsPorts, Vault } from "./ports.ts";
import { heldAsRegistered, noteRequest } from "./registered.ts";
import { RightsError } from "./rights-error.ts";
import { type RequestRow, holdRequest, storeRequest } from "./rights-table.ts";
import { isOver, stepRequest } from "./state.ts";
import { groundsFor, statutes } from "./statute.ts";

/** What is done with a request, and what has to be said for it. */
export type RequestChange =
  | { readonly event: "ask-identity"; readonly note: string }
  /** @param note how it was found */
  | { readonly event: "confirm"; readonly note: string }
  | { readonly event: "give-up"; readonly note: string }
  /** @param note the reasons, as the person is told them */
  | { readonly event: "extend"; readonly note: string }
  | { readonly event: "decide"; readonly items: readonly DecidedItem[]; readonly note?: string | undefined }
  /** @param note how the answer went out */
  | { readonly event: "deliver"; readonly note: string }
  | { readonly event: "withdraw"; readonly note?: string | undefined };

/** @param revision of the request as the caller saw it
 *  @param alongside more to do in the same transaction
 *  @throws RightsError `rights/unknown`, `rights/changed-meanwhile`, `rights/altered`, `rights/illegal-change`,
 *  `rights/no-extension`, `rights/unsuitable-ground` */
export async function changeRequest(
  ports: RightsPorts,
  caller: Caller,
  id: string,
  revision: number,
  change: RequestChange,
  alongside?: (tx: Transaction, vault: Vault) => Promise<void>,
): Promise<void> {
  const { tenant } = caller;
  const vault = await ports.vault(tenant);
  await ports.db.transaction(tenant, async (tx) => {
    const found = await holdRequest(tx, tenant, id);
    if (found === undefined) throw new RightsError("rights/unknown", "there is no such request");
    const row = await heldAsRegistered(tx, tenant, vault, found);
    const words = readWords(ports, tenant, vault, row);
    if (words === undefined)
      throw new RightsError("rights/altered", "this was altered in the database: write it down again as a new request");
    if (row.revision !== revision)
      throw new RightsError("rights/changed-meanwhile", "somebody else has changed it meanwhile: look at it again");
    const at = ports.now();
    const state = stepRequest(row.state, change.event);
    const due_on = change.event === "extend" ? extendedDay(row, words, at) : row.due_on;
    if (change.event === "decide") expectGrounds(row, change.items);
    const place = { ...row, state, due_on, closed_at: isOver(state) ? at : null, revision: revision + 1 };
    const step: Step = { event: change.event, at, by: { id: caller.id, name: caller.name }, note: change.note };
    const changed = { ...changedWords(words, change), steps: [...words.steps, step], isRegistered: true } as const;
    await storeRequest(tx, tenant, { ...place, sealed: sealWords(vault, place, changed) });
    await noteRequest(tx, tenant, vault, place);
    await ports.record(tx, tenant, {
      action: isOver(state) ? "rights-request-answered" : "rights-request-changed",
      at,
      caller,
      patient: row.patient,
      why:
        caller.id === words.steps[0]?.by.id && change.event === "withdraw"
          ? "asked for by themself"
          : "as officer for requests",
      detail: `${change.event}: ${row.kind} under ${row.law}, received ${row.received_on}, due ${due_on ?? "on no day that the law names"}${outcomeOf(change)} (${id})`,
    });
    await alongside?.(tx, vault);
  });
}

/** Undefined, and told, when the row doesn't open as it stands. */
export function readWords(
  { onAltered }: Pick<RightsPorts, "onAltered">,
  tenant: TenantId,
  vault: Vault,
  row: RequestRow,
): RequestWords | undefined {
  try {
    return openWords(vault, row);
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
    onAltered(tenant, row.id);
    return undefined;
  }
}

function changedWords(words: RequestWords, change: RequestChange): RequestWords {
  switch (change.event) {
    case "confirm":
      return { ...words, identity: change.note };
    case "extend":
      return { ...words, extension: change.note };
    case "decide":
      return { ...words, items: change.items };
    case "deliver":
      return { ...words, delivery: change.note };
    case "ask-identity":
    case "give-up":
    case "withdraw":
      return words;
  }
}

function extendedDay(row: RequestRow, words: RequestWords, now: number): Day {
  const no = (message: string) => new RightsError("rights/no-extension", message);
  const statute = statutes[row.law][row.kind];
  if (statute?.extension === undefined || row.due_on === null) throw no("the law knows no extension for this");
  if (words.extension !== undefined) throw no("it has been extended once, and the law allows no more");
  // The person has to be told within the first period.
  if (dayOf(now) > row.due_on) throw no("the time to extend it is over: answer it now");
  return lastDayOf(row.received_on, extended(statute.answer, statute.extension)) ?? row.due_on;
}

function expectGrounds({ law, kind }: RequestRow, items: readonly DecidedItem[]): void {
  const known = new Set(groundsFor(law, kind).map((ground) => ground.id));
  for (const [index, { outcome, ground }] of items.entries()) {
    const path = `items[${index}].ground`;
    if (outcome === "granted" && ground !== undefined)
      throw new RightsError("rights/unsuitable-ground", "what is granted needs no ground", { path });
    if (outcome === "refused" && (ground === undefined || !known.has(ground)))
      throw new RightsError("rights/unsuitable-ground", "choose one of the grounds that this law knows for it", {
        path,
      });
  }
}

function outcomeOf(change: RequestChange): string {
  if (change.event !== "decide") return "";
  const granted = change.items.filter(({ outcome }) => outcome === "granted").length;
  return `, ${granted} granted, ${change.items.length - granted} refused`;
}
