import {
  type FhirResource,
  canonicalText,
  extensionIn,
  identifiersIn,
  textIn,
  withExtension,
} from "../../foundation/fhir/index.ts";
import { type Caller, type Doer, mayBeOwnHand } from "../../custody/access/index.ts";
import { ChartError, type ProposedChange } from "../../custody/chart/index.ts";
import type { Posting } from "./book.ts";
import type { BillingRulePorts } from "./ports.ts";
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

/** Who drafts and who approves is the server's to say. @param drafters the last writer first */
export function withActors(
  next: FhirResource,
  { drafters, approvedBy }: { readonly drafters: readonly Doer[]; readonly approvedBy: string | undefined },
): FhirResource {
  const [last, ...before] = drafters;
  const said = [
    [extensionUrl.draftedBy, last?.id],
    [extensionUrl.draftedThrough, last?.through],
    [extensionUrl.draftedBefore, before.length === 0 ? undefined : before.map(doerText).join(" ")],
    [extensionUrl.approvedBy, approvedBy],
  ] as const;
  return said.reduce(
    (resource, [url, id]) =>
      id === undefined && extensionIn(resource, url) === undefined
        ? resource
        : withExtension(resource, url, id === undefined ? undefined : { valueString: id }),
    next,
  );
}

export function doerOf({ id, app }: Pick<Caller, "id" | "app">): Doer {
  return { id, through: app?.id };
}

function doerText({ id, through }: Doer): string {
  return through === undefined ? id : `${id}|${through}`;
}

/** Everybody who wrote a draft, its last writer first: what anybody of them wrote may be in it still. */
export function draftersOf(resource: FhirResource | undefined): readonly Doer[] {
  const said = (url: string) =>
    resource === undefined ? undefined : textIn(extensionIn(resource, url)?.["valueString"]);
  const id = said(extensionUrl.draftedBy);
  if (id === undefined) return [];
  const before = (said(extensionUrl.draftedBefore) ?? "").split(" ").filter(Boolean);
  return [
    { id, through: said(extensionUrl.draftedThrough) },
    ...before.map((text) => {
      const [first = "", through] = text.split("|");
      return { id: first, through };
    }),
  ];
}

/** With whoever writes the draft now. */
export function draftersWith(previous: FhirResource | undefined, caller: Pick<Caller, "id" | "app">): readonly Doer[] {
  const now = doerOf(caller);
  return [now, ...draftersOf(previous).filter((one) => doerText(one) !== doerText(now))];
}

/** Somebody else than who asks, who may. @throws ChartError `chart/against-rule` */
export async function expectApprover(
  { keepersOf = async () => undefined }: Pick<BillingRulePorts, "keepersOf">,
  caller: Caller,
  permission: "discounts.approve" | "refunds.approve",
  { drafters, path }: { readonly drafters: readonly Doer[]; readonly path: string },
): Promise<void> {
  if (!caller.permissions.has(permission))
    throw against(path, `this needs the approval of somebody with the permission ${permission}`);
  const own = await Promise.all(
    drafters.map((one) => mayBeOwnHand(caller, one, (program) => keepersOf(caller.tenant, program))),
  );
  if (own.length === 0 || own.includes(true))
    throw against(
      path,
      "nobody approves what they asked for themselves, or by a program that they could make ask: somebody else has to",
    );
}

/** A new record bears its client's own number: the same isn't made twice. */
export function requestPostings(previous: FhirResource | undefined, next: FhirResource): readonly Posting[] {
  const before = new Set(identifiersIn(previous, identifierSystem.request));
  return identifiersIn(next, identifierSystem.request)
    .filter((request) => !before.has(request))
    .map((request) => ({ kind: "request", request }));
}
