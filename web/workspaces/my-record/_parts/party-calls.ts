import { useMutation, useQuery } from "@tanstack/react-query";
import { type ConsentParty, type ConsentWords, seenByParty } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { spokenName } from "../../../ui/clinical/names.ts";
import type { HumanName } from "../../../ui/clinical/fhir-types.ts";
import type { Resource } from "../../../app/api.ts";
import { useEnglishChoices } from "../../administration/_parts/roles/role-calls.ts";
import { useOrganisations, useRelatives } from "../../chart/consents/consent-calls.ts";
import { searchAll } from "../../chart/_parts/record/search-all.ts";
import { tryWords as words } from "./consent-page-words.ts";
import type { NamedParty } from "./wish.ts";

export type PartyGroup = { readonly group: string; readonly parties: readonly NamedParty[] };

type Practitioner = Resource & { readonly resourceType: "Practitioner"; readonly name?: readonly HumanName[] };

/** Roles of those who aren't staff: it is asked of them by name. */
const notStaff = new Set(["patient", "family-member", "vendor"]);

/** Whom a patient may think of: family, people who work here, everybody of a kind, organisations. */
export function useParties(patientId: string): readonly PartyGroup[] {
  const { scopes } = useSession();
  const relatives = useRelatives(patientId);
  const organisations = useOrganisations(patientId);
  const choices = useEnglishChoices();
  const staff = useQuery({
    queryKey: ["chart", patientId, "Practitioner", "parties"],
    queryFn: ({ signal }) => searchAll<Practitioner>("Practitioner", {}, signal),
    enabled: allows(scopes, "Practitioner", "s"),
    staleTime: 60_000,
  });
  const person = (reference: string, name: string): NamedParty => ({
    name,
    party: { kind: "person", reference, name },
  });
  return [
    { group: words.family, parties: (relatives.data ?? []).map(({ reference, name }) => person(reference, name)) },
    {
      group: words.roles,
      parties: (choices.data?.roles ?? [])
        .filter(({ code }) => !notStaff.has(code))
        .map(({ code, label }): NamedParty => ({ name: label, party: { kind: "role", id: code } })),
    },
    {
      group: words.organisations,
      parties: (organisations.data ?? []).map(
        ({ reference, name }): NamedParty => ({
          name,
          party: { kind: "organisation", reference, name },
        }),
      ),
    },
    {
      group: words.staff,
      parties: (staff.data?.matches ?? [])
        .map(({ id = "", name }) => person(`Practitioner/${id}`, spokenName(name)))
        .sort((a, b) => a.name.localeCompare(b.name)),
    },
  ].filter(({ parties }) => parties.length > 0);
}

export const partyKey = ({ party }: NamedParty): string =>
  party.kind === "role" ? `role:${party.id}` : party.reference;

/** What somebody would see of what the caller sees: as things stand, and with a consent that isn't recorded. */
export function useSeenByParty(patientId: string) {
  return useMutation({
    mutationFn: (asked: { readonly party: ConsentParty; readonly consent?: ConsentWords }) =>
      api.post(`/api/patients/${patientId}/seen-by-party`, asked, seenByParty),
  });
}
