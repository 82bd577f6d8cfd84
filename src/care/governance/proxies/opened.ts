import type { PatientVault, VaultColumn } from "../../../custody/chart/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import { type OnAltered, unlessAltered } from "../altered.ts";
import type { Vault } from "../ports.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { ProofKind } from "./authority.ts";
import type { ProxyRow, ProxyStanding } from "./proxy-table.ts";

/** What tells of the patient and of who acts for them. */
export interface ProxyWords {
  /** "Nora Halloran, born 1948-02-29" */
  readonly patientLabel: string;
  readonly personName: string;
  /** What they are to the patient: "mother". */
  readonly relationship: string;
  readonly proof: {
    readonly kind: ProofKind;
    /** Its number, or where a copy lies. */
    readonly reference: string;
    readonly seenBy: string;
    /** "2026-03-07" */
    readonly seenOn: string;
  };
  /** The first and last day, as the record has them. */
  readonly startsOn: string;
  readonly endsOn: string;
  /** For parental responsibility: by which law the end was found. */
  readonly majority?: string | undefined;
  readonly note?: string | undefined;
}

/** Who did what to it, with the names of that time. */
export interface ProxyStaff {
  readonly recorderName: string;
  readonly deciderName?: string | undefined;
  /** Staff by name; a patient and who acted by what they are: their names are the patient's to be forgotten. */
  readonly endedBy?: string | undefined;
  /** Why it was refused or ended, under the patient's key; base64. */
  readonly sealedNote?: string | undefined;
  /** When the officers were reminded of its end; milliseconds since 1970. */
  readonly remindedAt?: number | undefined;
  /** Not of rows that were written before there was a register of them. */
  readonly isRegistered?: true;
}

type Place = Pick<
  ProxyRow,
  "id" | "person" | "patient" | "authority" | "extent" | "from_at" | "until" | "recorder" | "recorded_at"
>;
const context = ({ id, person, patient, authority, extent, from_at, until, recorder, recorded_at }: Place) =>
  `proxy|${id}|${person}|${patient}|${authority}|${extent}|${from_at}|${until}|${recorder}|${recorded_at}`;

type Standing = Omit<ProxyStanding, "sealed_grant">;
const grantContext = (row: Place & Standing) =>
  `${context(row)}|${row.state}|${row.related_person ?? ""}|${row.decider ?? ""}|${row.decided_at ?? ""}|${row.ended_at ?? ""}`;

/** All of a row that can be read, as it is bound into what it seals. */
export const readableOf = (row: Place & Standing): string => grantContext(row);

export function sealWords(vault: PatientVault, place: Place, words: ProxyWords): Pick<ProxyRow, "key_no" | "sealed"> {
  return { key_no: vault.keyNo, sealed: sealJson(vault, context(place), words) };
}

export function sealProxy<Row extends Place & Standing>(
  vault: Vault,
  row: Row,
  staff: ProxyStaff,
): Row & Pick<ProxyRow, "sealed_grant"> {
  return { ...row, sealed_grant: sealJson(vault, grantContext(row), staff) };
}

const noteContext = ({ id }: Pick<ProxyRow, "id">) => `proxy-note|${id}`;

/** Undefined without a note, and without the patient's key: the record was erased. */
export function sealNote(
  vault: PatientVault | undefined,
  row: Pick<ProxyRow, "id">,
  note: string | undefined,
): string | undefined {
  return vault === undefined || note === undefined
    ? undefined
    : sealJson(vault, noteContext(row), { note }).toString("base64");
}

/** @throws CryptoError when anything that is readable of it was changed by SQL */
export function openProxy(vault: Vault, row: ProxyRow): ProxyStaff {
  return openJson<ProxyStaff>(vault, grantContext(row), row.sealed_grant);
}

/** Both parts as far as they open. */
export interface ReadProxy {
  readonly staff: ProxyStaff | undefined;
  /** Undefined as well when the patient's key is gone. */
  readonly words: ProxyWords | undefined;
  /** Why it was refused or ended. */
  readonly note: string | undefined;
  /** Anything of it isn't as it was sealed. */
  readonly altered: boolean;
}

export function readSealed(
  ports: { readonly onAltered: OnAltered },
  tenant: TenantId,
  vaults: { readonly staff: Vault; readonly patient: PatientVault | undefined },
  row: ProxyRow,
): ReadProxy {
  const of = { table: "proxy", id: row.id } as const;
  const staff = unlessAltered(ports, tenant, of, () => openProxy(vaults.staff, row));
  const said = unlessAltered(ports, tenant, of, () => ({
    words: vaults.patient === undefined ? undefined : openJson<ProxyWords>(vaults.patient, context(row), row.sealed),
  }));
  const { patient } = vaults;
  const sealed = staff?.sealedNote;
  const noted = unlessAltered(ports, tenant, of, () => ({
    note:
      patient === undefined || sealed === undefined
        ? undefined
        : openJson<{ readonly note: string }>(patient, noteContext(row), Buffer.from(sealed, "base64")).note,
  }));
  return { staff, words: said?.words, note: noted?.note, altered: staff === undefined || said === undefined };
}

/** What the patient's key seals here. */
export const proxyPatientColumns: readonly VaultColumn[] = [
  {
    table: "proxy",
    column: "sealed",
    key: ["id"],
    also: ["person", "patient", "authority", "extent", "from_at", "until", "recorder", "recorded_at"],
    contexts: (row: Place) => [context(row)],
  },
];

export const proxyColumns: readonly VaultColumn[] = [
  {
    table: "proxy",
    column: "sealed_grant",
    key: ["id"],
    also: [
      "person",
      "patient",
      "authority",
      "extent",
      "from_at",
      "until",
      "recorder",
      "recorded_at",
      "state",
      "related_person",
      "decider",
      "decided_at",
      "ended_at",
    ],
    contexts: (row: Place & Standing) => [grantContext(row)],
  },
];
