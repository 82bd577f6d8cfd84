import type { VaultColumn } from "../../../custody/chart/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import { type Register, isAsRegistered, missingFrom } from "../../register/index.ts";
import type { HoldRow } from "./hold-table.ts";

/** What a hold covers. Of one record it holds all of the patient's, unless an erasure seals that one away. */
export type HoldScope =
  | { readonly kind: "organisation" }
  | { readonly kind: "patient"; readonly patient: ResourceId }
  | { readonly kind: "record"; readonly patient: ResourceId; readonly record: string };

export interface Hold {
  /** From 1; never given twice. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: string;
  readonly why: string;
  readonly scope: HoldScope;
  /** "Nora Halloran, born 29-Feb-1948", in a list of those in force, for who may read it. */
  readonly patientLabel?: string | undefined;
  readonly lifted: { readonly at: number; readonly by: string; readonly why: string } | undefined;
  /** Its row isn't as it was written: it counts as a hold on everything, until somebody has looked. */
  readonly altered: boolean;
}

/** Seals small things of one organisation. */
export interface Vault {
  seal(context: string, plaintext: Buffer): Buffer;
  /** @throws CryptoError */
  open(context: string, sealed: Buffer): Buffer;
}

type Placed = Pick<Hold, "by" | "why" | "scope"> & { readonly isRegistered?: true };
type Lifted = Pick<NonNullable<Hold["lifted"]>, "by" | "why">;
type Row = Pick<HoldRow, "number" | "placed_at">;

const context = ({ number, placed_at }: Row) => `retention-hold|${number}|${placed_at}`;
const liftContext = ({ number, lifted_at }: Pick<HoldRow, "number" | "lifted_at">) =>
  `retention-hold-lift|${number}|${lifted_at ?? ""}`;

export const holdColumns: readonly VaultColumn[] = [
  {
    table: "retention_hold",
    column: "sealed",
    key: ["number"],
    also: ["placed_at"],
    contexts: (row: Row) => [context(row)],
  },
  {
    table: "retention_hold",
    column: "sealed_lift",
    key: ["number"],
    also: ["lifted_at"],
    contexts: (row: Pick<HoldRow, "number" | "lifted_at">) => [liftContext(row)],
  },
];

export function sealHold(vault: Vault, row: Row, { by, why, scope }: Placed): Buffer {
  const placed: Placed = { by, why, scope, isRegistered: true };
  return vault.seal(context(row), Buffer.from(JSON.stringify(placed)));
}

export function sealLift(vault: Vault, row: Pick<HoldRow, "number" | "lifted_at">, { by, why }: Lifted): Buffer {
  return vault.seal(liftContext(row), Buffer.from(JSON.stringify({ by, why })));
}

const alteredWords = "altered in the database";

/** The number of the newest that there ever was; 0 without one. */
export function newestNumber(rows: readonly Pick<HoldRow, "number">[], register: Register): number {
  const gone = missingFrom(
    register,
    rows.map(({ number }) => String(number)),
  ).map(Number);
  return Math.max(0, ...rows.map(({ number }) => number), ...gone);
}

/** Holds of an organisation, oldest first: what its rows say, and for each number that is missing or doesn't open a hold on everything. So is
 *  one more where nobody can say whether some were taken away. */
export function openHolds(vault: Vault, rows: readonly HoldRow[], register: Register): readonly Hold[] {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const newest = newestNumber(rows, register);
  const holds = Array.from({ length: newest }, (_, index) =>
    openHold(vault, index + 1, byNumber.get(index + 1), register),
  );
  return register.kind === "altered" ? [...holds, openHold(vault, newest + 1, undefined, register)] : holds;
}

function openHold(vault: Vault, number: number, row: HoldRow | undefined, register: Register): Hold {
  const everything = { number, at: row?.placed_at ?? 0, by: alteredWords, why: alteredWords, altered: true };
  const altered: Hold = { ...everything, scope: { kind: "organisation" }, lifted: undefined };
  if (row === undefined) return altered;
  const found = tryOpen<Placed>(vault, context(row), row.sealed);
  if (found === undefined) return altered;
  const { isRegistered = false, ...placed } = found;
  const hold = { ...placed, number, at: row.placed_at };
  const revision = row.sealed_lift === null ? 1 : 2;
  if (register.kind !== "altered" && !isAsRegistered(register, { id: String(number), revision, isRegistered }))
    return { ...hold, lifted: undefined, altered: true };
  if (row.sealed_lift === null) return { ...hold, lifted: undefined, altered: false };
  const lifted = tryOpen<Lifted>(vault, liftContext(row), row.sealed_lift);
  if (lifted === undefined) return { ...hold, lifted: undefined, altered: true };
  return { ...hold, lifted: { ...lifted, at: row.lifted_at ?? 0 }, altered: false };
}

function tryOpen<T>(vault: Vault, where: string, sealed: Buffer): T | undefined {
  try {
    return JSON.parse(vault.open(where, sealed).toString()) as T;
  } catch {
    return undefined;
  }
}

/** Those in force that cover a patient's record; without a patient, all that are in force. */
export function inForce(holds: readonly Hold[], patient?: ResourceId): readonly Hold[] {
  return holds.filter(
    ({ lifted, scope }) =>
      lifted === undefined && (patient === undefined || scope.kind === "organisation" || scope.patient === patient),
  );
}
