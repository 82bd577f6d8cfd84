import { randomUuid } from "../../../src/foundation/crypto/index.ts";
import { type PersonId, parsePersonId } from "../../../src/foundation/kernel/index.ts";

/** A word that stands in everything of the first organisation. */
export const canary = "Quillfeather";

/** Ids of what the first organisation holds. */
export interface Known {
  readonly patient: string;
  readonly observation: string;
  readonly note: string;
  readonly consent: string;
  readonly role: string;
  readonly draft: string;
  readonly entry: string;
  readonly person: PersonId;
  readonly client: string;
  readonly app: string;
  readonly glass: string;
  readonly vendorAccess: string;
  readonly review: string;
  readonly item: string;
  readonly task: string;
  readonly roleRequest: string;
  readonly session: string;
  readonly authenticator: string;
  readonly recovery: string;
  readonly request: string;
  readonly letter: string;
  readonly proxy: string;
  readonly appraisal: string;
  readonly erasure: string;
  readonly retained: string;
  readonly branch: string;
  readonly kind: string;
  readonly therapist: string;
  readonly appointment: string;
  readonly absence: string;
  readonly price: string;
  readonly invoice: string;
  readonly refund: string;
  readonly package: string;
  readonly attended: string;
  readonly voucher: string;
  readonly online: string;
}

/** Ids that exist nowhere. */
export const nowhere: Known = {
  patient: randomUuid(),
  observation: randomUuid(),
  note: randomUuid(),
  consent: randomUuid(),
  role: "nobodys-role",
  draft: randomUuid(),
  entry: "1234567890123456.0",
  person: parsePersonId(randomUuid()),
  client: "1.aaaaaaaaaaaaaaaa",
  app: `1.${"a".repeat(43)}`,
  session: randomUuid(),
  authenticator: randomUuid(),
  recovery: randomUuid(),
  request: randomUuid(),
  letter: randomUuid(),
  proxy: randomUuid(),
  appraisal: randomUuid(),
  voucher: randomUuid(),
  online: randomUuid(),
  erasure: randomUuid(),
  retained: randomUuid(),
  branch: randomUuid(),
  kind: randomUuid(),
  therapist: randomUuid(),
  appointment: randomUuid(),
  absence: randomUuid(),
  price: randomUuid(),
  invoice: randomUuid(),
  refund: randomUuid(),
  package: randomUuid(),
  attended: randomUuid(),
  glass: randomUuid(),
  vendorAccess: randomUuid(),
  review: randomUuid(),
  item: randomUuid(),
  task: randomUuid(),
  roleRequest: randomUuid(),
};
