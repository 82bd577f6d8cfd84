import { MultiSelect } from "@mantine/core";
import type { ConsentParty } from "../../../../contract/index.ts";
import { usePolicyChoices, usePreviewPeople } from "../../administration/_parts/roles/role-calls.ts";
import { useOrganisations, useRelatives } from "./consent-calls.ts";
import { say } from "./words/index.ts";

export type PartyKind = "staff" | "role" | "organisation" | "relative";

type Props = {
  readonly patientId: string;
  readonly kinds: readonly PartyKind[];
  readonly label: string;
  readonly description?: string;
  readonly value: readonly ConsentParty[];
  readonly onChange: (parties: ConsentParty[]) => void;
};

/** Whom a consent names: staff, roles, organisations and teams, relatives. */
export function PartyField({ patientId, kinds, label, description, value, onChange }: Props) {
  const parties = useParties(patientId, kinds);
  const all = new Map(parties.flatMap(({ items }) => items).map((one) => [one.value, one.party]));
  return (
    <MultiSelect
      label={label}
      description={description}
      searchable
      clearable
      hidePickedOptions
      nothingFoundMessage={say("nobodyFound")}
      placeholder={value.length === 0 ? say("typeName") : undefined}
      data={parties.map(({ group, items }) => ({
        group,
        items: items.map(({ value: key, label: name }) => ({ value: key, label: name })),
      }))}
      value={value.map(keyOf)}
      onChange={(keys) =>
        onChange(keys.flatMap((key) => all.get(key) ?? value.find((one) => keyOf(one) === key) ?? []))
      }
    />
  );
}

function keyOf(party: ConsentParty): string {
  return party.kind === "role" ? `role:${party.id}` : party.reference;
}

type Item = { readonly value: string; readonly label: string; readonly party: ConsentParty };

function useParties(
  patientId: string,
  kinds: readonly PartyKind[],
): readonly { group: string; items: readonly Item[] }[] {
  const people = usePreviewPeople();
  const choices = usePolicyChoices();
  const relatives = useRelatives(patientId);
  const organisations = useOrganisations(patientId);
  const item = (party: ConsentParty, label: string): Item => ({ value: keyOf(party), label, party });
  const of: Readonly<Record<PartyKind, () => { group: string; items: readonly Item[] }>> = {
    staff: () => ({
      group: say("staff"),
      items: (people.data?.people ?? []).flatMap(({ name, jobTitle, practitioner }) =>
        practitioner === undefined
          ? []
          : [
              item(
                { kind: "person", reference: practitioner, name },
                jobTitle === undefined ? name : `${name}, ${jobTitle.toLocaleLowerCase()}`,
              ),
            ],
      ),
    }),
    role: () => ({
      group: say("roles"),
      items: (choices.data?.roles ?? []).map(({ code, label }) => item({ kind: "role", id: code }, label)),
    }),
    organisation: () => ({
      group: say("organisationsAndTeams"),
      items: (organisations.data ?? []).map(({ reference, name }) =>
        item({ kind: "organisation", reference, name }, name),
      ),
    }),
    relative: () => ({
      group: say("familyAndFriends"),
      items: (relatives.data ?? []).map(({ reference, name }) => item({ kind: "person", reference, name }, name)),
    }),
  };
  return kinds.map((kind) => of[kind]()).filter(({ items }) => items.length > 0);
}
