import { Button, Group, Select } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { fhir, matches } from "../../../app/api.ts";
import type { Practitioner } from "../../../ui/clinical/fhir-types.ts";
import { formatName } from "../../../ui/clinical/names.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { say } from "./words/index.ts";

type Named = { readonly given: string; readonly family: string };

type Props = {
  readonly person: Named;
  /** Id of the Practitioner, or nothing. */
  readonly value: string | undefined;
  readonly onChange: (practitioner: string | undefined) => void;
};

/** Who somebody is in the record: care teams, appointments and stays name a practitioner of the directory. */
export function PractitionerField({ person, value, onChange }: Props) {
  const known = usePractitioners();
  const make = useMakePractitioner();
  const options = known.data ?? [];
  const unknown = value !== undefined && !options.some((one) => one.value === value);
  return (
    <>
      <Group align="end" gap="sm">
        <Select
          label={say("inDirectoryAs")}
          description={say("inDirectoryWhy")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          searchable
          clearable
          flex={1}
          nothingFoundMessage={say("nobodyOfName")}
          data={[...options, ...(unknown ? [{ value, label: `${value.slice(0, 8)}…` }] : [])]}
          value={value ?? null}
          onChange={(chosen) => onChange(chosen ?? undefined)}
        />
        {value === undefined && (
          <Button
            variant="default"
            mb="1.35rem"
            loading={make.isPending}
            onClick={() => make.mutate(person, { onSuccess: ({ id }) => onChange(id) })}
          >
            {say("makeEntry")}
          </Button>
        )}
      </Group>
      {known.error !== null && <ErrorNotice error={known.error} again={() => void known.refetch()} />}
      {make.error !== null && <ErrorNotice error={make.error} />}
    </>
  );
}

const practitioners = ["directory", "practitioners"];

function usePractitioners() {
  return useQuery({
    queryKey: practitioners,
    queryFn: async ({ signal }) =>
      matches(await fhir.search<Practitioner>("Practitioner", { _count: 500 }, { signal }))
        .flatMap(({ id, name }) => (id === undefined ? [] : [{ value: id, label: formatName(name) }]))
        .sort((a, b) => a.label.localeCompare(b.label)),
    staleTime: 60_000,
  });
}

function useMakePractitioner() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ given, family }: Named) =>
      fhir.create<Practitioner>({
        resourceType: "Practitioner",
        name: [{ use: "official", family, given: given.split(" ") }],
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: practitioners }),
  });
}
