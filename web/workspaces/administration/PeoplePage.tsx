import { Button, Text } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { PersonRow } from "../../../contract/index.ts";
import { useOfferCommands } from "../../app/palette/page-commands.ts";
import { useSession } from "../../app/session/use-session.ts";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { agoText, dateTimeText } from "../../ui/dates.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { PersonSessionsDialog } from "../account/PersonSessions.tsx";
import { StartRecoveryDialog } from "../account/StartRecovery.tsx";
import { AddPerson } from "./_parts/AddPerson.tsx";
import { useFacilities } from "./_parts/FacilityField.tsx";
import { usePeople, useRoles } from "./_parts/people-calls.ts";
import { type PersonAct, PersonActions } from "./_parts/PersonActions.tsx";
import { PersonDialog } from "./_parts/PersonDialog.tsx";
import { PersonStateChip } from "./_parts/PersonStateChip.tsx";
import { LeavingWords } from "./_parts/LeavingWords.tsx";
import { RoleRequests } from "./_parts/RoleRequests.tsx";
import { ShownOnce } from "./_parts/ShownOnce.tsx";

type Open =
  | { readonly kind: "add" }
  | { readonly kind: "act"; readonly person: PersonRow; readonly what: PersonAct }
  | { readonly kind: "password"; readonly person: PersonRow; readonly password: string };

/** Who works here, and who can sign in. */
export function PeoplePage() {
  const session = useSession();
  const navigate = useNavigate();
  const people = usePeople();
  const roles = useRoles();
  const facilities = useFacilities();
  const [open, setOpen] = useState<Open | undefined>(undefined);
  const close = () => setOpen(undefined);
  useOfferCommands(
    useMemo(
      () => [{ id: "add-person", label: "Add a person", words: "new staff user", run: () => setOpen({ kind: "add" }) }],
      [],
    ),
  );
  const now = new Date();
  const rows = (people.data?.people ?? []).toSorted(
    (a, b) => Number(a.state === "ended") - Number(b.state === "ended") || a.family.localeCompare(b.family),
  );
  const roleOf = ({ role }: PersonRow) => roles.data?.roles.find(({ name }) => name === role)?.label ?? role;
  const places = new Map(
    (facilities.data ?? []).flatMap(({ items }) => items).map(({ value, label }) => [value, label]),
  );
  const working = rows.filter((person) => person.state !== "ended").length;
  const columns: readonly Column<PersonRow>[] = [
    {
      key: "name",
      header: "Name",
      cell: (person) => (
        <>
          <Text span fw={600} fz="inherit">
            {person.removedAt === undefined
              ? `${person.family.toLocaleUpperCase()}, ${person.given}`
              : `${person.given} ${person.family}`}
          </Text>
          {person.id === session.person.id && (
            <Text span c="dimmed" fz="inherit">
              {" "}
              (you)
            </Text>
          )}
        </>
      ),
    },
    { key: "job", header: "Job title", unlabelled: true, cell: (person) => person.jobTitle ?? "" },
    { key: "role", header: "Role", width: "9rem", cell: roleOf },
    {
      key: "places",
      header: "Works at",
      unlabelled: true,
      cell: (person) => (person.facilities ?? []).map((id) => places.get(id) ?? `${id.slice(0, 8)}…`).join(", "),
    },
    {
      key: "username",
      header: "Signs in as",
      width: "12rem",
      cell: (person) => (person.removedAt === undefined ? person.username : "Nobody"),
    },
    {
      key: "state",
      header: "State",
      width: "11rem",
      unlabelled: true,
      cell: (person) => (
        <>
          <PersonStateChip state={person.state} />
          <LeavingWords person={person} />
        </>
      ),
    },
    {
      key: "last",
      header: "Last sign-in",
      width: "9rem",
      cell: (person) =>
        person.lastSignInAt === undefined ? (
          person.removedAt === undefined ? (
            "Never"
          ) : (
            ""
          )
        ) : (
          <time dateTime={person.lastSignInAt} title={dateTimeText(person.lastSignInAt)}>
            {agoText(person.lastSignInAt, now)}
          </time>
        ),
    },
    {
      key: "actions",
      header: "Change",
      width: "4rem",
      unlabelled: true,
      cell: (person) => (
        <PersonActions
          person={person}
          own={person.id === session.person.id}
          act={(what) => setOpen({ kind: "act", person, what })}
        />
      ),
    },
  ];
  const shown = (person: PersonRow, password: string) => setOpen({ kind: "password", person, password });
  return (
    <>
      <PageHeader
        title="People"
        summary={people.data === undefined ? undefined : `${working} with access`}
        actions={
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setOpen({ kind: "add" })}>
            Add a person
          </Button>
        }
      />
      <RoleRequests />
      {people.error !== null && <ErrorNotice error={people.error} again={() => void people.refetch()} />}
      {people.data === undefined && people.error === null && <PageWait />}
      {people.data !== undefined && (
        <DataTable
          caption="People of the organisation"
          columns={columns}
          rows={rows}
          rowKey={(person) => person.id}
          faded={(person) => person.state === "ended"}
        />
      )}
      {open?.kind === "add" && <AddPerson close={close} onAdded={shown} />}
      {open?.kind === "act" && open.what === "sessions" && <PersonSessionsDialog person={open.person} close={close} />}
      {open?.kind === "act" && open.what === "recover" && (
        <StartRecoveryDialog
          person={open.person}
          close={close}
          onStarted={() => void navigate({ to: "/administration/recoveries" })}
        />
      )}
      {open?.kind === "act" && open.what !== "sessions" && open.what !== "recover" && (
        <PersonDialog person={open.person} what={open.what} close={close} onTemporaryPassword={shown} />
      )}
      {open?.kind === "password" && (
        <ShownOnce
          title={`Temporary password of ${open.person.given} ${open.person.family}`}
          secrets={[
            { label: "Signs in as", value: open.person.username },
            { label: "Temporary password", value: open.password },
          ]}
          close={close}
        >
          Hand this over in person or by telephone; it is shown only now. At the first sign-in it has to be replaced,
          and a passkey or a second factor is set up. It works for 7 days.
        </ShownOnce>
      )}
    </>
  );
}
