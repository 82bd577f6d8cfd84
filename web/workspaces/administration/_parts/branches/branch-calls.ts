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

export function useKeepBranch() {
  const client = useQueryClient();
  return useMutation({
    async mutationFn({
      before,
      words,
      hours,
    }: {
      before: Location | undefined;
      words: BranchWords;
      hours: TypedHours | undefined;
    }) {
      const next = withWords(before, words);
      const kept = before === undefined ? await fhir.create(next) : await fhir.update(next);
      if (hours !== undefined && kept.id !== undefined)
        await api.put(`/api/scheduling/branches/${kept.id}/opening`, { hours: hoursOf(hours) }, nothing);
    },
    onSettled() {
      void client.invalidateQueries({ queryKey: ["scheduling"] });
      void client.invalidateQueries({ queryKey: ["registration", "numbers"] });
    },
  });
}
