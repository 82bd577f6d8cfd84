import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, fhir, nothing, type Resource } from "../../../../app/api.ts";
import { type TypedHours, hoursOf } from "./opening.ts";

export type Location = Resource & {
  readonly resourceType: "Location";
  readonly status?: string;
  readonly name?: string;
  readonly address?: { readonly line?: readonly string[]; readonly city?: string; readonly postalCode?: string };
  readonly telecom?: readonly { readonly system?: string; readonly value?: string }[];
};

export type BranchWords = {
  readonly name: string;
  readonly street: string;
  readonly city: string;
  readonly postalCode: string;
  readonly phone: string;
};

export function useBranchRecord(id: string | undefined) {
  return useQuery({
    queryKey: ["Location", id],
    queryFn: ({ signal }) => fhir.read<Location>("Location", id ?? "", { signal }),
    enabled: id !== undefined,
    gcTime: 0,
  });
}

export function wordsOf({ name = "", address, telecom }: Location): BranchWords {
  return {
    name,
    street: (address?.line ?? []).join(", "),
    city: address?.city ?? "",
    postalCode: address?.postalCode ?? "",
    phone: telecom?.find(({ system }) => system === "phone")?.value ?? "",
  };
}

function isSame(some: BranchWords, others: BranchWords): boolean {
  return (Object.keys(some) as (keyof BranchWords)[]).every((word) => some[word].trim() === others[word].trim());
}

/** The record with these words; what else it says stays. */
export function withWords(before: Location | undefined, words: BranchWords): Location {
  const { name, street, city, postalCode, phone } = words;
  const { address: _address, telecom = [], ...rest } = before ?? { resourceType: "Location", status: "active" };
  const others = telecom.filter(({ system }) => system !== "phone");
  const reached = phone.trim() === "" ? others : [...others, { system: "phone", value: phone.trim() }];
  const parts = {
    ...(street.trim() === "" ? {} : { line: [street.trim()] }),
    ...(city.trim() === "" ? {} : { city: city.trim() }),
    ...(postalCode.trim() === "" ? {} : { postalCode: postalCode.trim() }),
  };
  return {
    ...rest,
    name: name.trim(),
    ...(Object.keys(parts).length === 0
      ? {}
      : { address: { ...before?.address, line: undefined, city: undefined, postalCode: undefined, ...parts } }),
    ...(reached.length === 0 ? {} : { telecom: reached }),
  };
}

export type KeptBranch = {
  /** Of a new one: sent again under its number it is made once. */
  readonly requestId: string;
  readonly before: Location | undefined;
  readonly words: BranchWords;
  /** Hours, where they are others than before. */
  readonly hours: TypedHours | undefined;
  /** The version of the branch whose hours were seen. It goes along with what is written here, so that trying again isn't overtaken by itself. */
  readonly seen: { current: number | undefined };
};

/** The branch with these words, written where they are others. */
async function keepWords({ requestId, before, words }: KeptBranch): Promise<Location> {
  const fullUrl = `urn:uuid:${requestId}`;
  const made = async () => {
    const id = await fhir.makeOnce(requestId, [{ fullUrl, resource: withWords(undefined, words) }]);
    return fhir.read<Location>("Location", id);
  };
  const record = before ?? (await made());
  return isSame(wordsOf(record), words) ? record : fhir.update(withWords(record, words));
}

const versionOf = ({ meta }: Location) => Number(meta?.versionId);

export function useKeepBranch() {
  const client = useQueryClient();
  return useMutation({
    async mutationFn(branch: KeptBranch) {
      const { before, hours, seen } = branch;
      const kept = await keepWords(branch);
      if (before !== undefined) client.setQueryData(["Location", before.id], kept);
      // Where somebody was between what was read of its words and of its hours, theirs stay.
      if (before === undefined || versionOf(before) === seen.current) seen.current = versionOf(kept);
      const said = hours && { hours: hoursOf(hours), expected: seen.current };
      if (said !== undefined && kept.id !== undefined)
        await api.put(`/api/scheduling/branches/${kept.id}/opening`, said, nothing);
    },
    onSettled() {
      void client.invalidateQueries({ queryKey: ["scheduling"] });
      void client.invalidateQueries({ queryKey: ["registration", "numbers"] });
    },
  });
}
