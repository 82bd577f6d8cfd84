import type { z } from "zod";
import {
  type Access,
  type Account,
  type RightsRequest,
  accessList,
  account,
  rightsRequestList,
  sessionList,
} from "../../../../../contract/index.ts";
import { type Bundle, type Resource, api, fhir, matches, nextPage } from "../../../../app/api.ts";
import type { Patient } from "../../../../ui/clinical/fhir-types.ts";

/** Everything that is kept about a person, as far as they may see it. */
export interface Collected {
  readonly patients: readonly Patient[];
  /** Records about the patient, and those that they name; each once. */
  readonly resources: readonly Resource[];
  /** Newest first. Undefined for who isn't told of them. */
  readonly accesses: readonly Access[] | undefined;
  readonly requests: readonly RightsRequest[];
  readonly account: Account;
  readonly sessions: z.infer<typeof sessionList>;
}

/** @param tell how much has come so far */
export async function collect(
  { permissions = [] }: { readonly permissions?: readonly string[] | undefined },
  tell: (records: number, looks: number) => void,
  signal: AbortSignal,
): Promise<Collected> {
  const patients = matches(await fhir.search<Patient>("Patient", {}, { signal }));
  const resources = new Map<string, Resource>();
  const accesses: Access[] = [];
  for (const { id = "" } of patients) {
    let page: string | undefined = `/fhir/Patient/${encodeURIComponent(id)}/$everything?_count=200`;
    while (page !== undefined) {
      const bundle: Bundle = await fhir.page(page, { signal });
      for (const { resource } of bundle.entry ?? [])
        if (resource !== undefined) resources.set(`${resource.resourceType}/${resource.id ?? ""}`, resource);
      page = nextPage(bundle);
      tell(resources.size, accesses.length);
    }
  }
  if (permissions.includes("accesses.read"))
    for (const { id = "" } of patients) {
      let before: string | undefined;
      do {
        const from: string = before === undefined ? "" : `&before=${encodeURIComponent(before)}`;
        const list = await api.get(`/api/patients/${id}/accesses?limit=200${from}`, accessList, { signal });
        accesses.push(...list.accesses);
        before = list.next;
        tell(resources.size, accesses.length);
      } while (before !== undefined);
    }
  return {
    patients,
    resources: [...resources.values()],
    accesses: permissions.includes("accesses.read") ? accesses : undefined,
    requests: (await api.get("/api/rights/mine", rightsRequestList, { signal })).requests,
    account: await api.get("/api/account", account, { signal }),
    sessions: await api.get("/api/account/sessions", sessionList, { signal }),
  };
}
