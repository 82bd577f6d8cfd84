import { type FhirResource, canonicalText } from "../../foundation/fhir/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import { ChartError, type WriteRule } from "../../custody/chart/index.ts";
import { attachedIn, isAcknowledgement, noticeIn } from "./acknowledgement.ts";
import { isDrawnSignature } from "./drawn-signature.ts";
import type { PatientRulePorts } from "./ports.ts";
import { type PrivacyNotice, noticeHash } from "./privacy-notice.ts";

const mostBytes = 30 * 1024;

function against(element: string, message: string): ChartError {
  return new ChartError("chart/against-rule", message, { path: `DocumentReference.${element}` });
}

function expectGiven(document: FhirResource, notice: PrivacyNotice): void {
  const said = noticeIn(document);
  if (said === undefined) throw against("extension", "say which notice was given, and how");
  const text = Buffer.from(attachedIn(document, "text/plain") ?? "", "base64").toString();
  const isCurrent = said.version === notice.version && text === notice.text && said.sha256 === noticeHash(text);
  if (notice.version === 0 || !isCurrent)
    throw against("content", "this isn't the organisation's notice as it stands now: load it again");
  const signature = attachedIn(document, "image/png");
  if ((signature !== undefined) !== (said.way === "signed"))
    throw against("content", "whoever signed has a signature here, and nobody else");
  const bytes = Buffer.from(signature ?? "", "base64");
  if (signature !== undefined && (bytes.length > mostBytes || !isDrawnSignature(bytes)))
    throw against("content", `a drawn signature is a plain PNG picture of at most ${mostBytes / 1024} KB`);
}

function unchanging({ meta: _meta, status: _status, ...rest }: FhirResource): string {
  return canonicalText(rest as FhirResource);
}

/** That somebody was given the privacy notice is a fact: written once, of the notice as it stands, by whoever gave it; afterwards it can only be
 *  called a mistake. Other documents are left alone, and so is what an import brings. */
export function acknowledgementRule({
  noticeOf,
  now,
}: Pick<PatientRulePorts, "now"> & { readonly noticeOf: (tenant: TenantId) => Promise<PrivacyNotice> }): WriteRule {
  return async ({ caller, action, previous, next }) => {
    if (next === undefined) {
      if (isAcknowledgement(previous))
        throw against("status", "that a notice was given isn't deleted: it can be called a mistake");
      return {};
    }
    if (action === "import") return {};
    if (previous === undefined) {
      if (!isAcknowledgement(next)) return {};
      expectGiven(next, await noticeOf(caller.tenant));
      const date = new Date(now()).toISOString();
      return { resource: { ...next, date, author: [{ display: caller.name }] } };
    }
    if (isAcknowledgement(previous) !== isAcknowledgement(next))
      throw against("type", "that a notice was given stays what it is, and nothing else becomes it");
    if (!isAcknowledgement(next)) return {};
    const [from, to] = [previous["status"], next["status"]];
    if (unchanging(previous) !== unchanging(next) || (from !== to && to !== "entered-in-error"))
      throw against("status", "that a notice was given isn't changed: it can be called a mistake, and given anew");
    return {};
  };
}
