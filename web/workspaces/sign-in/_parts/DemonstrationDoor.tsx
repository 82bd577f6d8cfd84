import { Button, Collapse, Stack, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { IconChevronRight } from "@tabler/icons-react";
import type { DemonstrationPeople, RoleName, Session } from "../../../../contract/index.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { roleWords } from "../../../ui/role-words.ts";
import classes from "./DemonstrationDoor.module.css";
import { readDemonstrationPeople, signInAsDemonstrationPerson } from "./sign-in-calls.ts";

type Person = DemonstrationPeople["people"][number];
const order: readonly RoleName[] = ["clinician", "front-desk", "administrator", "auditor"];

/** One click into the demonstration organisation, as each kind of person who would use it. */
export function DemonstrationDoor({ onSignedIn }: { readonly onSignedIn: (session: Session) => void }) {
  const [others, { toggle }] = useDisclosure(false);
  const people = useQuery({ queryKey: ["demonstration", "people"], queryFn: readDemonstrationPeople });
  const enter = useMutation({ mutationFn: signInAsDemonstrationPerson, onSuccess: onSignedIn });
  if (people.error !== null) return <ErrorNotice error={people.error} again={() => void people.refetch()} />;
  if (people.data === undefined) return <PageWait />;
  const everybody = people.data.people;
  const firsts = order.flatMap((role) => everybody.find((person) => person.role === role) ?? []);
  const rest = everybody.filter((person) => !firsts.includes(person));
  const row = (person: Person) => (
    <PersonRow
      key={person.personId}
      person={person}
      busy={enter.isPending || enter.isSuccess}
      enter={() => enter.mutate(person.personId)}
    />
  );
  return (
    <Stack gap="sm">
      <Text>
        This is the demonstration organisation. Its patients are invented, so nobody needs a password. Look around as:
      </Text>
      {enter.error !== null && <ErrorNotice error={enter.error} />}
      <ul className={classes.people}>{firsts.map(row)}</ul>
      {rest.length > 0 && (
        <>
          <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={others} className={classes.more}>
            {others ? "Fewer people" : `${rest.length} more people`}
          </Button>
          <Collapse expanded={others}>
            <ul className={classes.people}>{rest.map(row)}</ul>
          </Collapse>
        </>
      )}
    </Stack>
  );
}

function PersonRow({
  person,
  busy,
  enter,
}: {
  readonly person: Person;
  readonly busy: boolean;
  readonly enter: () => void;
}) {
  const { label, does } = roleWords(person.role);
  return (
    <li>
      <UnstyledButton className={classes.person} disabled={busy} onClick={enter}>
        <span className={classes.role}>{label}</span>
        <span className={classes.name}>
          {person.displayName}
          {person.jobTitle !== "" && (
            <span className={classes.job}>, {person.jobTitle.charAt(0).toLowerCase() + person.jobTitle.slice(1)}</span>
          )}
        </span>
        <span className={classes.does}>{does}</span>
        <IconChevronRight size={18} aria-hidden className={classes.arrow} />
      </UnstyledButton>
    </li>
  );
}
