import type { Chart } from "../../custody/chart/index.ts";
import type { ConfirmSigner, Signatures } from "../../custody/signatures/index.ts";
import type { ConsentRule } from "../../custody/access/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { Clock, ResourceId, TenantId } from "../../foundation/kernel/index.ts";

/** What consents stand on. */
export interface ConsentsPorts {
  readonly chart: Pick<Chart, "create" | "read" | "update" | "attest">;
  readonly signatures: Pick<Signatures, "prepare" | "sign" | "history">;
  readonly now: Clock;
  readonly confirmSigner: ConfirmSigner;
  /** Works while nobody else, in any process, works so in this organisation, and with what holds as it is then. */
  readonly alone: <T>(tenant: TenantId, work: () => Promise<T>) => Promise<T>;
  /** What a consent means to whoever decides by it. */
  readonly meaningOf: (consent: FhirResource) => ConsentMeaning;
}

export interface ConsentMeaning {
  readonly patient: ResourceId | undefined;
  readonly rules: readonly ConsentRule[];
  /** What could not be understood. */
  readonly faults: readonly unknown[];
}
