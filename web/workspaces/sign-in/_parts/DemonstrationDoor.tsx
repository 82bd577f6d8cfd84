import { Button, Collapse, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { IconChevronRight } from "@tabler/icons-react";
import { useId } from "react";
import type { DemonstrationPeople, Session } from "../../../../contract/index.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { say } from "../words/index.ts";
import classes from "./DemonstrationDoor.module.css";
import { readDemonstrationPeople, signInAsDemonstrationPerson } from "./sign-in-calls.ts";

type Group = DemonstrationPeople["groups"][number];
type Person = Group["people"][number];
type Enter = { readonly busy: boolean; readonly enter: (person: Person) => void };

/** One click into the demonstration organisation, as each kind of person who would use it. */
export function DemonstrationDoor({ onSignedIn }: { readonly onSignedIn: (session: Session) => void }) {
  const [others, { toggle }] = useDisclosure(false);
  const people = useQuery({ queryKey: ["demonstration", "people"], queryFn: readDemonstrationPeople });
  const entering = useMutation({ mutationFn: signInAsDemonstrationPerson, onSuccess: onSignedIn });
  if (people.error !== null) return <ErrorNotice error={people.error} again={() => void people.refetch()} />;
  if (people.data === undefined) return <PageWait />;
  const { groups } = people.data;
  const rest = groups.flatMap((group) => group.people.filter((person) => !standsForRole(group, person)));
  const door: Enter = {
    busy: entering.isPending || entering.isSuccess,
    enter: ({ personId }) => entering.mutate(personId),
  };
  return (
    <Stack gap="sm">
      <Text>{say("demonstrationWords")}</Text>
      {entering.error !== null && <ErrorNotice error={entering.error} />}
      {groups.map((group) => (
        <Kinds key={group.label} group={group} door={door} />
      ))}
      {rest.length > 0 && (
        <>
          <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={others} className={classes.more}>
            {others ? say("fewerPeople") : say("morePeople", { count: rest.length })}
          </Button>
          <Collapse expanded={others}>
            <ul className={classes.people}>
              {rest.map((person) => (
                <PersonRow key={person.personId} person={person} door={door} />
              ))}
            </ul>
          </Collapse>
        </>
      )}
    </Stack>
  );
}

function standsForRole({ people }: Group, person: Person): boolean {
  return people.find(({ role }) => role === person.role) === person;
}

/** One person for each role of a group. */
function Kinds({ group, door }: { readonly group: Group; readonly door: Enter }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Title order={2} id={id} className={classes.group}>
        {group.label}
      </Title>
      <ul className={classes.people}>
        {group.people
          .filter((person) => standsForRole(group, person))
          .map((person) => (
            <PersonRow key={person.personId} person={person} door={door} />
          ))}
      </ul>
    </section>
  );
}

function PersonRow({ person, door }: { readonly person: Person; readonly door: Enter }) {
  return (
    <li>
      <UnstyledButton className={classes.person} disabled={door.busy} onClick={() => door.enter(person)}>
        <span className={classes.role}>{person.roleLabel}</span>
        <span className={classes.name}>
          {person.displayName}
          {person.jobTitle !== "" && (
            <span className={classes.job}>, {person.jobTitle.charAt(0).toLowerCase() + person.jobTitle.slice(1)}</span>
          )}
        </span>
        <span className={classes.does}>{person.summary}</span>
        <IconChevronRight size={18} aria-hidden className={`${classes.arrow} wb-mirrored`} />
      </UnstyledButton>
    </li>
  );
}
