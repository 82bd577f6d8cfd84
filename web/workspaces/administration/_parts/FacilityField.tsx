import { MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { fhir, matches, type Resource } from "../../../app/api.ts";
import { say } from "./words/index.ts";

type Place = Resource & { readonly name?: string };

/** Where somebody works: organisations and places of the directory. None: wherever the role reaches. */
export function FacilityField({
  value,
  onChange,
}: {
  readonly value: readonly string[];
  readonly onChange: (facilities: string[]) => void;
}) {
  const places = useFacilities();
  const known = places.data ?? [];
  const unknown = value.filter((id) => !known.some((group) => group.items.some((one) => one.value === id)));
  return (
    <MultiSelect
      label={say("worksAt")}
      description={say("worksAtWhy")}
      inputWrapperOrder={["label", "input", "description", "error"]}
      searchable
      hidePickedOptions
      nothingFoundMessage={say("noSuchPlace")}
      data={[
        ...known,
        ...(unknown.length === 0
          ? []
          : [
              {
                group: say("notInDirectory"),
                items: unknown.map((id) => ({ value: id, label: `${id.slice(0, 8)}…` })),
              },
            ]),
      ]}
      value={[...value]}
      onChange={onChange}
    />
  );
}

/** By id, as the people list shows them. */
export function useFacilities() {
  return useQuery({
    queryKey: ["directory", "facilities"],
    queryFn: async ({ signal }) => {
      const [organisations, locations] = await Promise.all(
        (["Organization", "Location"] as const).map(async (type) =>
          matches(await fhir.search<Place>(type, { _count: 200 }, { signal })).flatMap(({ id, name }) =>
            id === undefined || name === undefined ? [] : [{ value: id, label: name }],
          ),
        ),
      );
      return [
        { group: say("organisations"), items: organisations ?? [] },
        { group: say("places"), items: locations ?? [] },
      ].filter(({ items }) => items.length > 0);
    },
    staleTime: 5 * 60_000,
  });
}
