import type { TenantId } from "../../foundation/kernel/index.ts";
import { ChartError } from "../../custody/chart/index.ts";
import type { Origin, ReceptionPorts } from "./ports.ts";
import { type Purpose, checkProof } from "./proof.ts";
import { ReceptionError } from "./reception-error.ts";
import { notedRequests } from "./noted-requests.ts";
import { takeAll } from "./taking.ts";

export interface Sent {
  readonly requestId: string;
  readonly proof: { readonly challenge: string; readonly answer: string };
}

/** By what something that was sent is known, and the sum that came with it. */
export interface Recognised {
  readonly request: Buffer;
  readonly sum: string;
}

/** Looks at the sum, which costs the server one hash, and whether this was sent before.
 *  @returns undefined where it was taken in before
 *  @throws ReceptionError `public/proof-wrong`, `public/proof-over` */
export async function recognise(
  ports: Pick<ReceptionPorts, "blinding" | "db" | "now">,
  tenant: TenantId,
  purpose: Purpose,
  sent: Sent,
): Promise<Recognised | undefined> {
  const blind = await ports.blinding(tenant);
  const sum = checkProof(blind, purpose, sent.proof, ports.now());
  const request = blind(`public-request|${purpose}|${sent.requestId}`);
  return (await notedRequests.isNoted(ports.db.tenant(tenant), tenant, request)) ? undefined : { request, sum };
}

/** Uses the sum up, and one of what each is left. @throws ReceptionError `public/proof-over`, `public/too-many` */
export async function admit(
  ports: Pick<ReceptionPorts, "take">,
  tenant: TenantId,
  { sum }: Recognised,
  { network, site }: Origin,
): Promise<void> {
  const take = ports.take(tenant);
  if ((await take("challenge", sum)) !== undefined)
    throw new ReceptionError("public/proof-over", "this was sent once already: send it again");
  await takeAll(take, [
    ["network-hour", network],
    ["network-day", network],
    ["site-hour", site],
    ["site-day", site],
    ["whole-hour", ""],
    ["whole-day", ""],
  ]);
}

/** Which field of the form an element of the enquiry came from. */
const fields: readonly (readonly [RegExp, string])[] = [
  [/telecom|telephone/, "telephone"],
  [/birthDate/, "birthDate"],
  [/contained|\.name/, "name"],
  [/note|description|input|reason/, "about"],
];

/** What the record refuses, in words for somebody who knows nothing of records: card numbers, above all. */
export function inPublicWords(error: unknown): unknown {
  if (!(error instanceof ChartError) || error.code !== "chart/invalid-resource") return error;
  const path = fields.find(([element]) => element.test(error.path ?? ""))?.[1];
  return new ReceptionError("public/unsuitable", error.message, { path, cause: error });
}
