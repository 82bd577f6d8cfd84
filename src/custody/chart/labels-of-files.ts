import { type FhirResource, type JsonObject, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { actCode, removedLabelSystem } from "../access/index.ts";
import { type Change, type Changing, sealNew } from "./change.ts";
import { parse } from "./sight.ts";
import { namedIn } from "./telling-of.ts";

/** Sensitivities that records bring to the files that they name: put on, or taken off by hand. */
interface Labels {
  readonly change: Change;
  readonly on: ReadonlySet<string>;
  readonly off: ReadonlySet<string>;
}

function codesIn(resource: FhirResource, place: "security" | "tag", system: string): readonly string[] {
  const codings = resource.meta?.[place];
  return (isJsonArray(codings) ? codings : []).flatMap((one) =>
    isJsonObject(one) && one["system"] === system && typeof one["code"] === "string" ? [one["code"]] : [],
  );
}

/** Taking a label off a file needs what taking it off anything needs. */
function labelsFrom(changes: Iterable<Change>, mayTakeOff: boolean): ReadonlyMap<ResourceId, Labels> {
  const files = new Map<ResourceId, Labels>();
  for (const change of changes) {
    const { resource } = change;
    if (resource === undefined || resource.resourceType === "Binary") continue;
    const on = codesIn(resource, "security", actCode);
    const off = mayTakeOff ? codesIn(resource, "tag", removedLabelSystem) : [];
    if (on.length === 0 && off.length === 0) continue;
    for (const file of namedIn(resource)) {
      const known = files.get(file);
      files.set(file, {
        change: known?.change ?? change,
        on: new Set([...(known?.on ?? []), ...on]),
        off: new Set([...(known?.off ?? []), ...off]),
      });
    }
  }
  return files;
}

/** The file with these labels; the same object where it has them. A label without the mark of having been put on by itself: of the file
 *  nothing calls for it. */
function withLabels(file: FhirResource, { on, off }: Labels): FhirResource {
  const has = new Set(codesIn(file, "security", actCode));
  const removed = new Set(codesIn(file, "tag", removedLabelSystem));
  const gone = [...off].filter((code) => !on.has(code));
  const isSame = [...on].every((code) => has.has(code) && !removed.has(code)) && !gone.some((code) => has.has(code));
  if (isSame) return file;
  const kept = (place: "security" | "tag", system: string, codes: ReadonlySet<string>): JsonObject[] => {
    const codings = file.meta?.[place];
    return (isJsonArray(codings) ? codings : []).filter(
      (one): one is JsonObject =>
        isJsonObject(one) && !(one["system"] === system && typeof one["code"] === "string" && codes.has(one["code"])),
    );
  };
  const said = (system: string, codes: Iterable<string>) => [...codes].map((code) => ({ system, code }));
  const security = [...kept("security", actCode, new Set([...on, ...gone])), ...said(actCode, on)];
  const tag = [...kept("tag", removedLabelSystem, new Set([...on, ...gone])), ...said(removedLabelSystem, gone)];
  const { security: _security, tag: _tag, ...rest } = file.meta ?? {};
  return {
    ...file,
    meta: { ...rest, ...(security.length === 0 ? {} : { security }), ...(tag.length === 0 ? {} : { tag }) },
  };
}

/** A file that is written along with what names it has the labels of that. @param before what is written with it, prepared already */
export function labelledAsNamed(file: FhirResource, id: ResourceId, before: Iterable<Change>): FhirResource {
  const labels = labelsFrom(before, false).get(id);
  return labels === undefined ? file : withLabels(file, labels);
}

/** Whoever mayn't see what names a file mayn't see the file either: files that are here already get the labels of what is written.
 *  @param changes what is written in one transaction */
export async function prepareFileLabels(changing: Changing, changes: readonly Change[]): Promise<readonly Change[]> {
  const { ports, caller } = changing;
  const wanted = labelsFrom(changes, caller.permissions.has("consents.manage"));
  const written = new Set(changes.map(({ stored }) => stored.id));
  const others = [...wanted.keys()].filter((file) => !written.has(file));
  if (others.length === 0) return [];
  const found = await ports.records.newestAll(caller.tenant, others);
  const made: Change[] = [];
  for (const version of found) {
    const labels = wanted.get(version.id);
    if (labels === undefined || version.deleted || version.type !== "Binary") continue;
    // Another patient's file is theirs, whoever points to it.
    if (version.patient !== labels.change.stored.patient) continue;
    const file = parse(version);
    const resource = withLabels(file, labels);
    if (resource === file) continue;
    const { action, permitted, explained } = labels.change;
    made.push(
      await sealNew(changing, {
        action: action === "create" || action === "sign" ? "update" : action,
        permitted: { ...permitted, rows: { kind: "every" }, obligations: [], redaction: undefined },
        type: version.type,
        id: version.id,
        version: version.version + 1,
        resource,
        explained,
        previous: file,
      }),
    );
  }
  return made;
}
