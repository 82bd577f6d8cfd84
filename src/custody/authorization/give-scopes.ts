import { randomUuid } from "../../foundation/crypto/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import type { Actor } from "../identity/index.ts";
import type { AskedBeyond } from "./client-details.ts";
import { type Own, type SecondPerson, partScopes } from "./second-person.ts";
import { type AskedScopes, scopesText } from "./special-scopes.ts";
import type { Purpose } from "../access/index.ts";

interface Asking {
  readonly actor: Actor;
  readonly tenant: TenantId;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What a program may from now on, and what waits. */
export interface Given {
  /** Space-separated. */
  readonly scopes: string;
  readonly asked: readonly AskedBeyond[];
  /** For the ledger: what it got although somebody else ought to approve it, for there is nobody. */
  readonly alone: string;
}

/**
 * What of a program's scopes it gets at once, and what waits for somebody else: where nobody else could approve it, it gets that too, and the
 * ledger says so. What somebody asked for before stays theirs: whoever changes something else isn't who asked.
 * @param asked what waits already
 */
export async function giveScopes(
  people: SecondPerson,
  tx: Transaction,
  { actor, tenant, at }: Asking,
  wanted: AskedScopes,
  {
    asked,
    ...held
  }: {
    readonly own: Own | undefined;
    readonly purpose: Purpose;
    readonly granted: string;
    readonly asked: readonly AskedBeyond[];
  },
): Promise<Given> {
  const parted = partScopes(wanted, held);
  const later = parted.later.map(({ text }) => text);
  const kept: AskedBeyond[] = [];
  for (const one of asked) {
    const scopes = one.scopes.split(" ").filter((text) => later.includes(text));
    if (scopes.length > 0 && (await people.manages(tx, tenant, one.by)))
      kept.push({ ...one, scopes: scopes.join(" ") });
  }
  const waiting = new Set(kept.flatMap((one) => one.scopes.split(" ")));
  const more = later.filter((text) => !waiting.has(text)).join(" ");
  const now = scopesText(parted.now);
  if (more === "") return { scopes: now, asked: kept, alone: "" };
  if (!(await people.isNeeded(tx, tenant, actor.id)))
    return { scopes: joined(now, more), asked: kept, alone: `; nobody else could approve ${more}` };
  const ask = { id: randomUuid(), scopes: more, by: actor.id, byName: actor.name, at };
  return { scopes: now, asked: [...kept, ask], alone: "" };
}

/** Without a scope twice. */
export function joined(...texts: readonly string[]): string {
  return [...new Set(texts.flatMap((text) => text.split(" ")))].filter(Boolean).join(" ");
}

/** Tells those who decide what waits from now on, and what waits no more. */
export async function tellAsks(
  people: SecondPerson,
  tx: Transaction,
  tenant: TenantId,
  {
    program,
    by,
    note,
    before,
    after,
  }: {
    readonly program: string;
    readonly by: Actor;
    readonly note: string;
    readonly before: readonly AskedBeyond[];
    readonly after: readonly AskedBeyond[];
  },
): Promise<void> {
  const isIn = (all: readonly AskedBeyond[], { id }: AskedBeyond) => all.some((one) => one.id === id);
  for (const one of before) if (!isIn(after, one)) await people.settled(tx, tenant, { id: one.id, by, note });
  for (const one of after)
    if (!isIn(before, one))
      await people.asked(tx, tenant, { id: one.id, program, by: { ...by, id: one.by, name: one.byName } });
}
