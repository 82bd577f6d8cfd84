import type { z } from "zod";
import {
  type Access,
  type Account,
  type AppList,
  type DeletedRecords,
  type DraftsAboutMe,
  type FailedSignInNotice,
  type MessagesAboutMe,
  type RightsRequest,
  accessList,
  account,
  appList,
  deletedRecords,
  draftsAboutMe,
  failedSignIns,
  messagesAboutMe,
  rightsRequestList,
  sessionList,
} from "../../../../../contract/index.ts";
import { type Bundle, type Resource, api, fhir, isRefusal, matches, nextPage } from "../../../../app/api.ts";
import type { Patient } from "../../../../ui/clinical/fhir-types.ts";
import { filesNamedIn } from "./files-named-in.ts";

/** Everything that is kept about a person, as far as they may see it. */
export interface Collected {
  readonly patients: readonly Patient[];
  /** Records about the patient, those that they name, and the files that lie beside them; each once. */
  readonly resources: readonly Resource[];
  /** What those said before they were changed. */
  readonly former: readonly Resource[];
  /** Records that staff deleted, with all that they ever said. */
  readonly deleted: readonly Deleted[];
  /** Notes that nobody has signed. Undefined for who isn't told of them. */
  readonly drafts: DraftsAboutMe | undefined;
  /** What staff wrote to one another. Undefined for who isn't told of it. */
  readonly messages: MessagesAboutMe | undefined;
  /** Newest first. Undefined for who isn't told of them. */
  readonly accesses: readonly Access[] | undefined;
  readonly requests: readonly RightsRequest[];
  readonly account: Account;
  readonly sessions: z.infer<typeof sessionList>;
  readonly apps: AppList["apps"];
  readonly failedSignIns: FailedSignInNotice | undefined;
}

export interface Deleted {
  readonly record: DeletedRecords["deleted"][number];
  /** Newest first. */
  readonly versions: readonly Resource[];
}

/** @param tell how much has come so far */
export async function collect(
  { permissions = [] }: { readonly permissions?: readonly string[] | undefined },
  tell: (records: number, looks: number) => void,
  signal: AbortSignal,
): Promise<Collected> {
  const patients = matches(await fhir.search<Patient>("Patient", {}, { signal }));
  const resources = new Map<string, Resource>();
  const former: Resource[] = [];
  const accesses: Access[] = [];
  const deleted: Deleted[] = [];
  const sofar = () => tell(resources.size + former.length + deleted.length, accesses.length);
  for (const { id = "" } of patients) {
    let page: string | undefined = `/fhir/Patient/${encodeURIComponent(id)}/$everything?_count=200`;
    while (page !== undefined) {
      const bundle: Bundle = await fhir.page(page, { signal });
      for (const { resource } of bundle.entry ?? [])
        if (resource !== undefined) resources.set(`${resource.resourceType}/${resource.id ?? ""}`, resource);
      page = nextPage(bundle);
      sofar();
    }
  }
  for (const id of new Set([...resources.values()].flatMap(filesNamedIn))) {
    const file = await unlessHidden(fhir.read<Resource>("Binary", id, { signal }));
    if (file !== undefined) resources.set(`Binary/${id}`, file);
    sofar();
  }
  for (const { resourceType, id = "", meta } of resources.values()) {
    if (meta?.versionId === undefined || meta.versionId === "1") continue;
    const all = await everyVersion(resourceType, id, signal);
    former.push(...all.filter((resource) => resource.meta?.versionId !== meta.versionId));
    sofar();
  }
  let page: string | undefined = "";
  while (page !== undefined) {
    const list: DeletedRecords = await api.get(`/api/rights/mine/deleted${page}`, deletedRecords, { signal });
    for (const record of list.deleted) {
      deleted.push({ record, versions: await everyVersion(record.type, record.id, signal) });
      sofar();
    }
    page = list.next === undefined ? undefined : `?cursor=${encodeURIComponent(list.next)}`;
  }
  if (permissions.includes("accesses.read"))
    for (const { id = "" } of patients) {
      let before: string | undefined;
      do {
        const from: string = before === undefined ? "" : `&before=${encodeURIComponent(before)}`;
        const list = await api.get(`/api/patients/${id}/accesses?limit=200${from}`, accessList, { signal });
        accesses.push(...list.accesses);
        before = list.next;
        sofar();
      } while (before !== undefined);
    }
  return {
    patients,
    resources: [...resources.values()],
    former,
    deleted,
    drafts: permissions.includes("accesses.read")
      ? await api.get("/api/rights/mine/drafts", draftsAboutMe, { signal })
      : undefined,
    messages: permissions.includes("accesses.read")
      ? await api.get("/api/rights/mine/messages", messagesAboutMe, { signal })
      : undefined,
    accesses: permissions.includes("accesses.read") ? accesses : undefined,
    requests: (await api.get("/api/rights/mine", rightsRequestList, { signal })).requests,
    account: await api.get("/api/account", account, { signal }),
    sessions: await api.get("/api/account/sessions", sessionList, { signal }),
    apps: (await api.get("/api/apps", appList, { signal })).apps,
    failedSignIns: (await api.get("/api/account/failed-sign-ins", failedSignIns, { signal })).notice,
  };
}

/** What a record says and said, newest first; nothing of a version that deleted it. */
async function everyVersion(type: string, id: string, signal: AbortSignal): Promise<readonly Resource[]> {
  const found: Resource[] = [];
  let bundle: Bundle | undefined = await unlessHidden(fhir.history<Resource>(type, id, { signal }));
  while (bundle !== undefined) {
    for (const { resource } of bundle.entry ?? []) if (resource !== undefined) found.push(resource);
    const next: string | undefined = nextPage(bundle);
    bundle = next === undefined ? undefined : await unlessHidden(fhir.page<Resource>(next, { signal }));
  }
  return found;
}

/** @returns undefined for what the person may not see: it looks as if it weren't there */
async function unlessHidden<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isRefusal(error, "chart/not-found") || isRefusal(error, "chart/not-permitted")) return undefined;
    throw error;
  }
}
