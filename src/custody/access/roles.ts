import type { Permission } from "./permissions.ts";
import { resourceGroups } from "./resource-groups.ts";
import type { ResourceGroup } from "./resource-groups.ts";
import { parseScope } from "./scope.ts";
import type { Scope } from "./scope.ts";

/** The built-in roles of an organisation. */
export const roleNames = ["administrator", "clinician", "front-desk", "auditor"] as const;
export type RoleName = (typeof roleNames)[number];

export interface Role {
  readonly label: string;
  /** How the role is named inside a sentence: "as a clinician of this organisation" without the article. */
  readonly inSentence: string;
  readonly summary: string;
  readonly scopes: readonly Scope[];
  readonly permissions: ReadonlySet<Permission>;
}

export const roles: Readonly<Record<RoleName, Role>> = {
  administrator: {
    label: "Administrator",
    inSentence: "administrator",
    summary: "Manages people, API clients, the directory and imports. Does not read patients' records.",
    scopes: ofGroups({ directory: "cruds" }),
    permissions: new Set(["people.manage", "clients.manage", "import", "ledger.verify"]),
  },
  clinician: {
    label: "Clinician",
    inSentence: "clinician",
    summary: "Reads and writes patients' records, signs notes, and sees who looked at them.",
    scopes: ofGroups({
      demographic: "crus",
      scheduling: "cruds",
      coverage: "rs",
      billing: "rs",
      clinical: "cruds",
      directory: "rs",
      catalogue: "crus",
      definition: "rs",
    }),
    permissions: new Set(["accesses.read", "notes.write"]),
  },
  "front-desk": {
    label: "Front desk",
    inSentence: "front desk",
    summary: "Registers patients, books appointments and keeps coverage. Sees no clinical content.",
    scopes: ofGroups({ demographic: "crus", scheduling: "cruds", coverage: "cruds", directory: "rs" }),
    permissions: new Set(),
  },
  auditor: {
    label: "Auditor",
    inSentence: "auditor",
    summary: "Reads and verifies the ledger of every access. Sees no patients' records.",
    scopes: ofGroups({ directory: "rs" }),
    permissions: new Set(["ledger.read", "ledger.verify", "accesses.read"]),
  },
};

function ofGroups(groups: Readonly<Partial<Record<ResourceGroup, string>>>): readonly Scope[] {
  const entries = Object.entries(groups) as [ResourceGroup, string][];
  return entries.flatMap(([group, letters]) =>
    resourceGroups[group].map((type) => parseScope(`user/${type}.${letters}`)),
  );
}
