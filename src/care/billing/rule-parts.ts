import {
  type FhirResource,
  canonicalText,
  extensionIn,
  identifiersIn,
  textIn,
  withExtension,
} from "../../foundation/fhir/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ChartError, type ProposedChange } from "../../custody/chart/index.ts";
import type { Posting } from "./book.ts";
import { statusOf } from "./shapes.ts";
import { type Machine, refusalOf } from "./states.ts";
import { extensionUrl, identifierSystem } from "./vocabulary.ts";

/** @param path "Invoice.status" */
export function against(path: string, message: string): ChartError {
  return new ChartError("chart/against-rule", message, { path });
}

/** History from elsewhere: what is new here, whatever has become of it there. */
export function isHistory({ action, previous }: ProposedChange): boolean {
  return action === "import" && previous === undefined;
}

/** @throws ChartError `chart/against-rule` */
export function expectStep(
  machine: Machine,
  beginnings: readonly string[],
  previous: FhirResource | undefined,
  next: FhirResource,
): void {
  const from = previous === undefined ? undefined : statusOf(previous);
  const refused = refusalOf(machine, from, statusOf(next), beginnings);
  if (refused !== undefined) throw against(`${next.resourceType}.status`, refused);
}

/** What stands stays as it stands. @param but elements that may change @throws ChartError `chart/against-rule` */
export function expectUnchanged(previous: FhirResource, next: FhirResource, but: readonly string[]): void {
  const loose = new Set([...but, "meta", "text"]);
  for (const element of new Set([...Object.keys(previous), ...Object.keys(next)])) {
    if (loose.has(element)) continue;
    const [before, after] = [previous[element], next[element]];
    if (before === undefined || after === undefined || canonicalText(before) !== canonicalText(after))
      throw against(`${next.resourceType}.${element}`, "this stands: what is wrong in it is set right by a new entry");
  }
}

/** When something was printed first is the server's to say, and stays: whoever prints says no more than that they do. */
export function withPrinting(previous: FhirResource, next: FhirResource, now: number): FhirResource {
  const url = extensionUrl.printed;
  const [had, has] = [extensionIn(previous, url), extensionIn(next, url)];
  const at = textIn(had?.["valueInstant"]) ?? (has === undefined ? undefined : new Date(now).toISOString());
  return at === undefined ? next : withExtension(next, url, { valueInstant: at });
}

/** A draft isn't printed, and what is made this moment wasn't. */
export function withoutPrinting(next: FhirResource): FhirResource {
  return extensionIn(next, extensionUrl.printed) === undefined
    ? next
    : withExtension(next, extensionUrl.printed, undefined);
}

/** @throws ChartError `chart/against-rule` */
export function expectUnchangedButPrinted(previous: FhirResource, next: FhirResource, but: readonly string[]): void {
  const bare = (resource: FhirResource) => withExtension(resource, extensionUrl.printed, undefined);
  expectUnchanged(bare(previous), bare(next), but);
}

/** Who drafts and who approves is the server's to say. */
export function withActors(
  next: FhirResource,
  { draftedBy, approvedBy }: { readonly draftedBy: string | undefined; readonly approvedBy: string | undefined },
): FhirResource {
  const said = (id: string | undefined) => (id === undefined ? undefined : { valueString: id });
  if (
    draftedBy === undefined &&
    approvedBy === undefined &&
    [extensionUrl.draftedBy, extensionUrl.approvedBy].every((url) => extensionIn(next, url) === undefined)
  )
    return next;
  return withExtension(
    withExtension(next, extensionUrl.draftedBy, said(draftedBy)),
    extensionUrl.approvedBy,
    said(approvedBy),
  );
}

export function drafterOf(resource: FhirResource | undefined): string | undefined {
  return resource === undefined ? undefined : textIn(extensionIn(resource, extensionUrl.draftedBy)?.["valueString"]);
}

/** Somebody else than who asks, who may. @throws ChartError `chart/against-rule` */
export function expectApprover(
  caller: Caller,
  permission: "discounts.approve" | "refunds.approve",
  drafter: string | undefined,
  path: string,
): void {
  if (!caller.permissions.has(permission))
    throw against(path, `this needs the approval of somebody with the permission ${permission}`);
  if (drafter === undefined || drafter === caller.id)
    throw against(path, "nobody approves what they asked for themselves: somebody else has to");
}

/** A new record bears its client's own number: the same isn't made twice. */
export function requestPostings(previous: FhirResource | undefined, next: FhirResource): readonly Posting[] {
  const before = new Set(identifiersIn(previous, identifierSystem.request));
  return identifiersIn(next, identifierSystem.request)
    .filter((request) => !before.has(request))
    .map((request) => ({ kind: "request", request }));
}
