import {
  type FhirResource,
  type JsonObject,
  type JsonValue,
  isJsonArray,
  isJsonObject,
  subjectPatientOf,
} from "../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../foundation/kernel/index.ts";
import { actCode, namersOf, removedLabelSystem } from "../access/index.ts";
import type { OpenVersion } from "../records/index.ts";
import { mayReach } from "./access.ts";
import type { Change, Changing } from "./change.ts";
import { sealNew } from "./seal-change.ts";
import { ChartError } from "./chart-error.ts";
import { parse, show } from "./sight.ts";
import { namedIn } from "./telling-of.ts";

/** A record, as it is to be, that may name files. */
type Naming = Pick<Change, "resource" | "before"> & { readonly stored: Pick<OpenVersion, "type" | "id" | "patient"> };

/** What records bring to the files that they name: sensitivities that are put on, or taken off by hand, and whose files they are from now
 *  on. */
interface Brought<One extends Naming> {
  readonly change: One;
  readonly on: ReadonlySet<string>;
  readonly off: ReadonlySet<string>;
  readonly by: ReadonlySet<string>;
}

/** Files that are held in memory for one request. */
const mostFiles = 20;

function codesIn(resource: FhirResource, place: "security" | "tag", system: string): readonly string[] {
  const codings = resource.meta?.[place];
  return (isJsonArray(codings) ? codings : []).flatMap((one) =>
    isJsonObject(one) && one["system"] === system && typeof one["code"] === "string" ? [one["code"]] : [],
  );
}

/** Files that are attached to a record: the addresses in its attachments. */
function attachedIn(value: FhirResource | JsonValue | undefined): readonly ResourceId[] {
  if (isJsonArray(value)) return value.flatMap(attachedIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    typeof one === "string" ? fileAt(name, one) : attachedIn(one),
  );
}

function fileAt(name: string, text: string): readonly ResourceId[] {
  return name === "url" ? namedIn(text) : [];
}

function broughtBy<One extends Naming>(changes: Iterable<One>): ReadonlyMap<ResourceId, readonly Brought<One>[]> {
  const files = new Map<ResourceId, Brought<One>[]>();
  for (const change of changes) {
    const { resource, before, stored } = change;
    if (resource === undefined || resource.resourceType === "Binary") continue;
    const on = codesIn(resource, "security", actCode);
    const off = codesIn(resource, "tag", removedLabelSystem);
    const former = new Set(attachedIn(before));
    const anew = new Set(attachedIn(resource).filter((file) => !former.has(file)));
    const labelled = on.length === 0 && off.length === 0 ? [] : namedIn(resource);
    for (const file of new Set([...labelled, ...anew])) {
      const by = anew.has(file) ? [`${stored.type}/${stored.id}`] : [];
      const brought = { change, on: new Set(on), off: new Set(off), by: new Set(by) };
      files.set(file, [...(files.get(file) ?? []), brought]);
    }
  }
  return files;
}

/** What comes to a file from its own patient's records: another patient's file is theirs, whoever points to it. One that says of nobody whose
 *  it is may be whosoever points to it. */
function broughtTo<One extends Naming>(
  all: readonly Brought<One>[],
  patient: string | undefined,
): Brought<One> | undefined {
  const [first, ...more] = all.filter(({ change }) => patient === undefined || change.stored.patient === patient);
  return more.reduce<Brought<One> | undefined>(
    (one, { on, off, by }) => one && { ...one, on: one.on.union(on), off: one.off.union(off), by: one.by.union(by) },
    first,
  );
}

/** The file with these labels; the same object where it has them. A label without the mark of having been put on by itself: of the file
 *  nothing calls for it. */
function withLabels(file: FhirResource, { on, off }: Pick<Brought<Naming>, "on" | "off">): FhirResource {
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

const nothing: ReadonlySet<string> = new Set();

/** A file that is written along with what names it has the labels of that, and says whose file it is.
 *  @param before what is written with it, prepared already */
export function filedAsNamed(
  file: FhirResource,
  id: ResourceId,
  before: Iterable<Naming>,
): { readonly resource: FhirResource; readonly namedBy: ReadonlySet<string> } {
  const patient = subjectPatientOf(file);
  const { on = nothing, by = nothing } = broughtTo(broughtBy(before).get(id) ?? [], patient) ?? {};
  return { resource: withLabels(file, { on, off: nothing }), namedBy: patient === undefined ? nothing : by };
}

/** Of these labels those that come off the file: whoever takes them off sees the file, and no other record whose file it is has them. */
async function takenOff(
  { ports, caller }: Changing,
  version: OpenVersion,
  file: FhirResource,
  { off, by, change }: Brought<Change>,
): Promise<ReadonlySet<string>> {
  // An import takes no label off.
  if (off.size === 0 || change.action === "import" || !caller.permissions.has("consents.manage")) return nothing;
  const permitted = mayReach(ports, caller, "read", version.type);
  if (permitted === undefined || show(permitted, version) === undefined) return nothing;
  const own = `${change.stored.type}/${change.stored.id}`;
  const others = namersOf(file).flatMap((record) => {
    const [, id = ""] = record.split("/");
    return record !== own && !by.has(record) && isUuid(id) ? [id as ResourceId] : [];
  });
  const standing = others.length === 0 ? [] : await ports.records.newestAll(caller.tenant, others);
  const kept = new Set(standing.flatMap((one) => (one.deleted ? [] : codesIn(parse(one), "security", actCode))));
  return off.difference(kept);
}

/** Whether somebody who reads files doesn't see this one: naming it mustn't make it the file of what they do see. Whoever only sends files
 *  reads none. */
function isHiddenFrom({ ports, caller }: Changing, version: OpenVersion): boolean {
  const permitted = mayReach(ports, caller, "read", version.type);
  return permitted !== undefined && show(permitted, version) === undefined;
}

/** Whoever mayn't see what names a file mayn't see the file either: files that are here already get the labels of what is written, and
 *  say whose file they are. @param changes what is written in one transaction @throws ChartError `chart/too-large` */
export async function prepareFileLabels(changing: Changing, changes: readonly Change[]): Promise<readonly Change[]> {
  const { ports, caller } = changing;
  const wanted = broughtBy(changes);
  const written = new Set(changes.map(({ stored }) => stored.id));
  const others = [...wanted].filter(([file]) => !written.has(file));
  if (others.length > mostFiles && changes.every(({ action }) => action !== "import"))
    throw new ChartError("chart/too-large", `one request is about at most ${mostFiles} files that are here already`);
  const made: Change[] = [];
  for (const [id, all] of others) {
    // One at a time: each may be of megabytes.
    const [version] = await ports.records.newestAll(caller.tenant, [id]);
    if (version === undefined || version.deleted || version.type !== "Binary") continue;
    const brought = broughtTo(all, version.patient);
    if (brought === undefined) continue;
    const file = parse(version);
    const off = await takenOff(changing, version, file, brought);
    const resource = withLabels(file, { on: brought.on, off });
    const isNameless = version.patient === undefined || isHiddenFrom(changing, version);
    const namedBy = isNameless ? nothing : brought.by.difference(new Set(namersOf(file)));
    if (resource === file && namedBy.size === 0) continue;
    const { action, permitted, explained } = brought.change;
    made.push(
      await sealNew(
        { ...changing, namedBy },
        {
          action: action === "create" || action === "sign" ? "update" : action,
          permitted: { ...permitted, rows: { kind: "every" }, obligations: [], redaction: undefined },
          type: version.type,
          id: version.id,
          version: version.version + 1,
          resource,
          explained,
          previous: file,
        },
      ),
    );
  }
  return made;
}
