import type { ResourceId } from "../../../foundation/kernel/index.ts";

/** How a patient who can't be seen is named: exactly. A search would let the caller browse. */
export type PatientNaming =
  | { readonly by: "id"; readonly id: ResourceId }
  | { readonly by: "identifier"; readonly system?: string | undefined; readonly value: string }
  | { readonly by: "person"; readonly family: string; readonly given: string; readonly birthDate: string };

/** For the ledger: what was asked for. */
export function describeNaming(naming: PatientNaming): string {
  switch (naming.by) {
    case "id":
      return `Patient/${naming.id}`;
    case "identifier":
      return `identifier ${naming.system === undefined ? "" : `${naming.system}|`}${naming.value}`;
    case "person":
      return `${naming.given} ${naming.family}, born ${naming.birthDate}`;
  }
}
