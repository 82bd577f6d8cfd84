import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { Clock, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type { PaymentProvider } from "./provider.ts";

/** An invoice that something is still to pay of. */
export interface OpenInvoice {
  readonly id: ResourceId;
  readonly open: bigint;
  readonly branch: ResourceId | undefined;
}

/** What online payment needs of the books. Its errors are the books' own. */
export interface Books {
  currency(tenant: TenantId): Promise<{ readonly currency: string; readonly digits: number }>;
  parse(text: string, digits: number): bigint | undefined;
  say(amount: bigint, digits: number): string;
  amountOf(tenant: TenantId, notice: FhirResource): Promise<bigint | undefined>;
  openInvoices(caller: Caller, patient: ResourceId): Promise<readonly OpenInvoice[]>;
  /** Writes a draft, once for each request. */
  ask(caller: Caller, asked: NewDraft): Promise<ResourceId>;
  /** Makes the draft a payment, once. `later`: the day is cashed up. */
  book(
    caller: Caller,
    id: ResourceId,
    how: { readonly wanted: readonly string[]; readonly dress: (notice: FhirResource) => FhirResource },
  ): Promise<"booked" | "later">;
  askRefund(caller: Caller, asked: NewDraft & { readonly reason: string }): Promise<ResourceId>;
}

export interface NewDraft {
  readonly requestId: string;
  readonly patientId: ResourceId;
  readonly branchId: ResourceId;
  readonly amount: string;
  readonly extension: readonly object[];
}

/** Who is paid online, and by whom. */
export interface OnlineAccount {
  readonly provider: PaymentProvider;
  /** The one organisation whose money it is. */
  readonly tenant: TenantId;
}

export interface PaymentsPorts {
  readonly chart: Pick<Chart, "read" | "search" | "update">;
  readonly books: Books;
  /** Undefined where nobody is paid online. */
  readonly account: () => Promise<OnlineAccount | undefined>;
  /** Current payments that a search finds, whoever may see them: not witnessed, for nobody is told. */
  readonly find: (
    tenant: TenantId,
    pairs: readonly (readonly [string, string])[],
  ) => Promise<readonly { readonly id: ResourceId; readonly resource: FhirResource }[]>;
  /** A patient's own accounts, to which payments are made: not witnessed either. */
  readonly accountsOf: (tenant: TenantId, patient: ResourceId | string) => Promise<readonly ResourceId[]>;
  /** The organisation's words on the provider's page. */
  readonly words: (tenant: TenantId) => Promise<string>;
  /** What browsers use, such as "https://records.example". */
  readonly publicOrigin: string;
  readonly now: Clock;
  /** Told of what needs somebody to look at it, without anybody's name. */
  readonly onFault: (error: unknown, message: string) => void;
}
