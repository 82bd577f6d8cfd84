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
import { later } from "../../ui/later.tsx";
import { AddPerson } from "./_parts/AddPerson.tsx";
import { useFacilities } from "./_parts/FacilityField.tsx";
import { usePeople, useRoles } from "./_parts/people-calls.ts";
import { type PersonAct, PersonActions } from "./_parts/PersonActions.tsx";
import { PersonStateChip } from "./_parts/PersonStateChip.tsx";
import { LeavingWords } from "./_parts/LeavingWords.tsx";
import { RoleRequests } from "./_parts/RoleRequests.tsx";
import { ShownOnce } from "./_parts/ShownOnce.tsx";
import { say } from "./_parts/words/index.ts";

const PersonSessionsDialog = later(async () => (await import("../account/PersonSessions.tsx")).PersonSessionsDialog);
const StartRecoveryDialog = later(async () => (await import("../account/StartRecovery.tsx")).StartRecoveryDialog);
const PersonDialog = later(async () => (await import("./_parts/PersonDialog.tsx")).PersonDialog);

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
      () => [
        {
          id: "add-person",
          label: say("addPerson"),
          words: say("addPersonSearch"),
          run: () => setOpen({ kind: "add" }),
        },
      ],
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
      header: say("name"),
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
              {say("you")}
            </Text>
          )}
        </>
      ),
    },
    { key: "job", header: say("jobTitle"), unlabelled: true, cell: (person) => person.jobTitle ?? "" },
    { key: "role", header: say("role"), width: "9rem", cell: roleOf },
    {
      key: "places",
      header: say("worksAt"),
      unlabelled: true,
      cell: (person) => (person.facilities ?? []).map((id) => places.get(id) ?? `${id.slice(0, 8)}…`).join(", "),
    },
    {
      key: "username",
      header: say("signsInAs"),
      width: "12rem",
      cell: (person) => (person.removedAt === undefined ? person.username : say("nobody")),
    },
    {
      key: "state",
      header: say("state"),
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
      header: say("lastSignIn"),
      width: "9rem",
      cell: (person) =>
        person.lastSignInAt === undefined ? (
          person.removedAt === undefined ? (
            say("never")
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
      header: say("changeRight"),
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
        title={say("people")}
        summary={people.data === undefined ? undefined : say("withAccess", { working })}
        actions={
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setOpen({ kind: "add" })}>
            {say("addPerson")}
          </Button>
        }
      />
      <RoleRequests />
      {people.error !== null && <ErrorNotice error={people.error} again={() => void people.refetch()} />}
      {people.data === undefined && people.error === null && <PageWait />}
      {people.data !== undefined && (
        <DataTable
          caption={say("peopleOf")}
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
          title={say("temporaryPasswordOf", { given: open.person.given, family: open.person.family })}
          secrets={[
            { label: say("signsInAs"), value: open.person.username },
            { label: say("temporaryPassword"), value: open.password },
          ]}
          close={close}
        >
          {say("handOver")}
        </ShownOnce>
      )}
    </>
  );
}
