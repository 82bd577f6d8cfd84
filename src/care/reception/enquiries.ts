import type { TenantId } from "../../foundation/kernel/index.ts";
import { programCaller } from "./callers.ts";
import type { Enquirer, Origin, ReceptionPorts } from "./ports.ts";
import { type Sent, admit, inPublicWords, recognise } from "./receiving.ts";
import { notOffered } from "./reception-error.ts";
import { notedRequests } from "./noted-requests.ts";

const day = 86_400_000;

/** Takes an enquiry in, once. Who asked is nobody's record, and nobody is looked for.
 *  @throws ReceptionError, ChartError */
export async function takeEnquiry(
  ports: ReceptionPorts,
  tenant: TenantId,
  asked: Enquirer & Sent,
  origin: Origin,
): Promise<void> {
  const { enquiryBranchIds } = await ports.settings(tenant);
  if (!enquiryBranchIds.includes(asked.branchId)) throw notOffered();
  const known = await recognise(ports, tenant, "enquiry", asked);
  if (known === undefined) return;
  await admit(ports, tenant, known, origin);
  await writeEnquiry(ports, tenant, { asked, request: known.request }, origin);
}

class SentBefore extends Error {}

/** The Task, with the note that it was sent: both or neither. */
export async function writeEnquiry(
  { chart, newEnquiry, now }: Pick<ReceptionPorts, "chart" | "newEnquiry" | "now">,
  tenant: TenantId,
  { asked, request }: { readonly asked: Enquirer; readonly request: Buffer },
  origin: Origin,
): Promise<void> {
  const caller = programCaller(tenant, "public-enquiries", origin);
  try {
    await chart.create(caller, "Task", newEnquiry(asked, now()), {
      async alongside(tx) {
        if (!(await notedRequests.note(tx, tenant, request, Math.floor(now() / day)))) throw new SentBefore();
      },
    });
  } catch (error) {
    // Sent twice at once: the other was quicker.
    if (error instanceof SentBefore) return;
    throw inPublicWords(error);
  }
}
