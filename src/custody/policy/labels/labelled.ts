import {
  type FhirMeta,
  type FhirResource,
  type JsonObject,
  type JsonValue,
  isJsonArray,
  isJsonObject,
} from "../../../foundation/fhir/index.ts";
import { labelsCalledFor } from "./labels-called-for.ts";
import { removedLabelSystem } from "../../access/index.ts";
import { isSensitivityCode, sensitivities, sensitivitySystem } from "./sensitivity.ts";

/**
 * The resource with the sensitivity labels that it is to be stored with, in `meta.security`.
 *
 * - What its codes call for is put on, and marked as nobody's choice (`userSelected` false): whoever doesn't see the element
 *   that called for it is not told by the label what it says.
 * - What the version before had stays, though the new one may not say so: programs that know nothing of labels leave them out.
 * - Taking one off is said, never left unsaid: a tag of `removedLabelSystem` with the label's code. The tag stays with the
 *   resource; the label comes back when somebody puts it on again.
 * - Any code of the system counts, known here or not: whoever reads needs a clearance for each.
 *
 * A new resource has nothing to take off: the tag means nothing there, and goes.
 * Pure. The same object when there is nothing to change.
 */
export function labelled<Resource extends FhirResource>(sent: Resource, previous?: FhirResource): Resource {
  const resource = withChoicesKept(sent, previous);
  const asked = labelsIn(resource.meta, "security", sensitivitySystem);
  const saidRemoved = labelsIn(resource.meta, "tag", removedLabelSystem);
  const before = labelsIn(previous?.meta, "security", sensitivitySystem);
  const removedBefore = labelsIn(previous?.meta, "tag", removedLabelSystem);

  const removed = new Set<string>();
  if (previous !== undefined) {
    // An old tag that came along with a label newly put on is an old tag, not a removal.
    for (const code of saidRemoved) if (!removedBefore.has(code) || !asked.has(code)) removed.add(code);
    for (const code of removedBefore) if (!asked.has(code)) removed.add(code);
  }
  const labels = new Set([...asked, ...before, ...labelsCalledFor(resource)]);
  for (const code of removed) labels.delete(code);
  if (equal(labels, asked) && equal(removed, saidRemoved)) return resource;
  const putOn = (code: string) => labelBefore(previous, code) ?? { ...codingOf(code, "security"), userSelected: false };
  const security = withCodes(resource.meta, "security", labels, putOn);
  return { ...resource, meta: withCodes(security, "tag", removed, (code) => codingOf(code, "tag")) };
}

/** Whether this would take a label off that the version before may have: it says so of one more.
 *  @param previous as whoever writes sees it */
export function takesLabelOff(sent: FhirResource, previous: FhirResource): boolean {
  return !labelsIn(sent.meta, "tag", removedLabelSystem).isSubsetOf(labelsIn(previous.meta, "tag", removedLabelSystem));
}

function equal(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((code) => other.has(code));
}

type Place = "security" | "tag";
const systemOf = { security: sensitivitySystem, tag: removedLabelSystem } as const;

/** The sensitivity labels that a resource carries. */
export function sensitivityLabelsOf(resource: FhirResource): ReadonlySet<string> {
  return labelsIn(resource.meta, "security", sensitivitySystem);
}

const none: ReadonlySet<string> = new Set();

function labelsIn(meta: FhirMeta | undefined, place: Place, system: string): ReadonlySet<string> {
  const codings = meta?.[place];
  if (!isJsonArray(codings)) return none;
  const codes = new Set<string>();
  for (const coding of codings) {
    if (!isJsonObject(coding) || coding["system"] !== system) continue;
    const code = coding["code"];
    if (typeof code === "string") codes.add(code);
  }
  return codes;
}

/** A label that somebody chose doesn't become nobody's choice by being sent back as such. */
function withChoicesKept<Resource extends FhirResource>(sent: Resource, previous: FhirResource | undefined): Resource {
  const codings = sent.meta?.["security"];
  if (previous === undefined || !isJsonArray(codings)) return sent;
  let changed = false;
  const security = codings.map((coding) => {
    if (!isJsonObject(coding) || coding["userSelected"] !== false || coding["system"] !== sensitivitySystem)
      return coding;
    const code = coding["code"];
    const before = typeof code === "string" ? labelBefore(previous, code) : undefined;
    if (!isJsonObject(before) || before["userSelected"] === false) return coding;
    changed = true;
    return before;
  });
  return changed ? { ...sent, meta: { ...sent.meta, security } } : sent;
}

/** As the version before had it: what a program put on then is still nobody's choice. */
function labelBefore(previous: FhirResource | undefined, code: string): JsonValue | undefined {
  const codings = previous?.meta?.["security"];
  if (!isJsonArray(codings)) return undefined;
  return codings.find(
    (coding) => isJsonObject(coding) && coding["system"] === sensitivitySystem && coding["code"] === code,
  );
}

/** What others say in the same place stays as it is. */
function withCodes(
  meta: FhirMeta | undefined,
  place: Place,
  codes: ReadonlySet<string>,
  make: (code: string) => JsonValue,
): FhirMeta {
  const { [place]: present, ...rest } = meta ?? {};
  const kept: JsonValue[] = (isJsonArray(present) ? present : []).filter((coding) => !isOwn(coding, place, codes));
  const there = labelsIn(meta, place, systemOf[place]);
  const added = [...codes].filter((code) => !there.has(code)).map(make);
  const codings = [...kept, ...added];
  return codings.length === 0 ? rest : { ...rest, [place]: codings };
}

/** One of our labels that is to go. */
function isOwn(coding: JsonValue, place: Place, codes: ReadonlySet<string>): boolean {
  if (!isJsonObject(coding) || coding["system"] !== systemOf[place]) return false;
  const code = coding["code"];
  return typeof code === "string" && !codes.has(code);
}

function codingOf(code: string, place: Place): JsonObject {
  return {
    system: systemOf[place],
    code,
    ...(isSensitivityCode(code) ? { display: sensitivities[code].display } : {}),
  };
}
