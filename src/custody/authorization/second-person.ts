import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import {
  type Facts,
  type Purpose,
  type Scope,
  coversPurpose,
  covers,
  purposes,
  resourceGroups,
} from "../access/index.ts";
import type { Actor } from "../identity/index.ts";
import { AuthorizationError } from "./authorization-error.ts";
import type { AskedBeyond, ClientDetails } from "./client-details.ts";
import { type AskedScopes, understoodScopes } from "./special-scopes.ts";

/** Who may give programs more than whoever asks may do. Each is asked or told in the transaction that it is about: one that took another
 *  connection would wait for those that wait for it. */
export interface SecondPerson {
  /** Whether somebody else has to approve: somebody could, or whoever asks saw to it lately that nobody can. */
  isNeeded(tx: Transaction, tenant: TenantId, asker: string): Promise<boolean>;
  /** Whether somebody has had their account, and the right to manage programs, for a day. */
  isSettled(tx: Transaction, tenant: TenantId, person: string): Promise<boolean>;
  /** Whether somebody manages programs here. */
  manages(tx: Transaction, tenant: TenantId, person: string): Promise<boolean>;
  /** Something waits from now on. */
  asked(
    tx: Transaction,
    tenant: TenantId,
    ask: { readonly id: string; readonly program: string; readonly by: Actor },
  ): Promise<void>;
  /** It waits no more. */
  settled(
    tx: Transaction,
    tenant: TenantId,
    ask: { readonly id: string; readonly by: Actor; readonly note: string },
  ): Promise<void>;
}

/** Whether whoever asks may do it themself, for this purpose. Absent: the operator's console, which is the organisation's own word. */
export type Own = (scope: Scope, purpose: Purpose) => boolean;

/** About nobody: no consent is asked about it, so it is the same for every purpose. */
const aboutNobody: ReadonlySet<string> = new Set([
  ...resourceGroups.directory,
  ...resourceGroups.catalogue,
  ...resourceGroups.definition,
]);

/**
 * Whether somebody may themself do all that a program would: its secret is in their hands. A program reaches the whole organisation, every
 * label and every field, for the purpose that it has.
 */
export function isOwn(caller: Facts, scope: Scope, purpose: Purpose): boolean {
  const isWhole =
    (caller.reach ?? "organisation") === "organisation" &&
    caller.facilities === undefined &&
    caller.clearances === undefined &&
    (caller.fieldRules ?? []).every(({ type }) => scope.type !== "*" && type !== scope.type);
  const isFor = aboutNobody.has(scope.type) || (caller.purposes?.some((one) => coversPurpose(one, purpose)) ?? true);
  // What holds of one patient in context holds of no other, and what was approved for a ticket ends with it.
  const own = caller.scopes.filter((one) => one.level === "user" && caller.approved?.includes(one) !== true);
  return (
    isWhole &&
    isFor &&
    covers(
      own.map((one) => ({ ...one, level: scope.level })),
      scope,
    )
  );
}

export function purposeOfProgram({ purpose }: Pick<ClientDetails, "purpose">): Purpose {
  return purposes.find((one) => one === purpose) ?? "TREAT";
}

/**
 * Parts what a program gets at once from what waits. What it acts with for people is theirs to allow.
 * @param granted what it has already, and keeps
 */
export function partScopes(
  { special, resources }: AskedScopes,
  { own, purpose, granted }: { readonly own: Own | undefined; readonly purpose: Purpose; readonly granted: string },
): { readonly now: AskedScopes; readonly later: readonly Scope[] } {
  const had = understoodScopes(granted).resources;
  const later = resources.filter(
    (scope) => scope.level === "system" && own !== undefined && !covers(had, scope) && !own(scope, purpose),
  );
  return { now: { special, resources: resources.filter((scope) => !later.includes(scope)) }, later };
}

/** What waits, as somebody has read it. @throws AuthorizationError `clients/changed-meanwhile` */
export function expectAsk({ asked }: Pick<ClientDetails, "asked">, seen: Partial<SeenAsk>): AskedBeyond {
  const one = asked.find(({ id }) => id === seen.id);
  if (one === undefined || (seen.scopes !== undefined && !isSame(one.scopes, seen.scopes)))
    throw new AuthorizationError("clients/changed-meanwhile", "something else is asked for now: look at it again");
  return one;
}

/** The ask that is approved, as somebody else has read it. @throws AuthorizationError `clients/…` */
export async function expectSecond(
  people: SecondPerson,
  tx: Transaction,
  { actor, tenant }: { readonly actor: Actor; readonly tenant: TenantId },
  details: ClientDetails,
  seen: SeenAsk,
): Promise<AskedBeyond> {
  const one = expectAsk(details, seen);
  if (actor.kind !== "person" || one.by === actor.id)
    throw new AuthorizationError("clients/four-eyes", "somebody other than who asked for it approves it");
  if (!(await people.isSettled(tx, tenant, actor.id)))
    throw new AuthorizationError(
      "clients/approver-too-new",
      "who approves must have had their account, and the right to manage programs, for a day",
    );
  if (!(await people.manages(tx, tenant, one.by)))
    throw new AuthorizationError(
      "clients/changed-meanwhile",
      "who asked for it manages programs no more: somebody else has to ask for it",
    );
  return one;
}

/** An ask, as whoever approves it has read it. */
export interface SeenAsk {
  readonly id: string;
  /** Space-separated. */
  readonly scopes: string;
}

function isSame(one: string, other: string): boolean {
  const sorted = (text: string) => text.split(" ").filter(Boolean).toSorted().join(" ");
  return sorted(one) === sorted(other);
}
