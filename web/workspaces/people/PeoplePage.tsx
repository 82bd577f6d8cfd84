import { Button, Group, Text, TextInput, Title } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useState } from "react";
import { allows } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { announce } from "../../ui/announce.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { EmergencyButton } from "../governance/_parts/EmergencyButton.tsx";
import { PatientTable } from "./_parts/PatientTable.tsx";
import { RegisterPatientButton } from "./_parts/RegisterPatientButton.tsx";
import { usePatientSearch } from "./_parts/use-patient-search.ts";
import { useRecentPatients } from "./_parts/use-recent-patients.ts";
import classes from "./PeoplePage.module.css";

/** Finds patients while one types. */
export function PeoplePage() {
  const { find } = useSearch({ from: "/signed-in/patients" });
  const { scopes } = useSession();
  const navigate = useNavigate();
  const [text, setText] = useState(find ?? "");
  const search = usePatientSearch(text);
  const { recognised, patients, more, stale } = search;

  useEffect(() => {
    void navigate({ to: "/patients", search: text.trim() === "" ? {} : { find: text }, replace: true });
  }, [text, navigate]);
  const outcome =
    stale || patients === undefined
      ? undefined
      : patients.length === 0
        ? "Nobody found"
        : `${patients.length}${more ? " or more" : ""} found`;
  useEffect(() => {
    if (outcome !== undefined) announce(outcome);
  }, [outcome]);

  const openFirst = (event: KeyboardEvent) => {
    const first = patients?.[0]?.id;
    if (event.key !== "Enter" || stale || first === undefined) return;
    void navigate({ to: "/patients/$patientId", params: { patientId: first } });
  };
  return (
    <>
      <PageHeader
        title="Patients"
        actions={
          <Group gap="xs">
            {allows(scopes, "Patient", "u") && (
              <Button component={Link} to="/patients/merge" variant="subtle">
                Merge two records
              </Button>
            )}
            <RegisterPatientButton />
          </Group>
        }
      />
      <div className={classes.search}>
        <TextInput
          aria-label="Find a patient by name, date of birth or number"
          placeholder="Name, date of birth or number"
          size="md"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          data-search
          data-row-field
          leftSection={<IconSearch size={18} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={openFirst}
        />
        <Text className={classes.understood} c="dimmed" size="sm">
          {recognised.kind === "search" && recognised.says !== undefined && (
            <span>Looking for: {recognised.says}. </span>
          )}
          {outcome !== undefined && <span>{outcome}.</span>}
        </Text>
      </div>
      {search.error !== null && <ErrorNotice error={search.error} again={search.again} />}
      {patients === undefined && search.error === null && <Untyped tooShort={recognised.kind === "too-short"} />}
      {patients !== undefined && patients.length > 0 && (
        <>
          <PatientTable patients={patients} seen={search.seen} caption="Patients found" />
          {more && (
            <Text c="dimmed" size="sm" mt="sm">
              More than {patients.length} patients fit. Add a given name or a year of birth to narrow them down.
            </Text>
          )}
        </>
      )}
      {patients?.length === 0 && !stale && (
        <EmptyState
          title="Nobody fits"
          action={
            <Group>
              <RegisterPatientButton variant="filled" />
              <EmergencyButton />
            </Group>
          }
        >
          The beginning of a name is enough, so try fewer letters, or the date of birth alone. Numbers are found only
          when they are complete.
        </EmptyState>
      )}
    </>
  );
}

/** Before anything is typed: whom one saw last, else how searching works. */
function Untyped({ tooShort }: { readonly tooShort: boolean }) {
  const recent = useRecentPatients();
  if (tooShort) {
    return (
      <Text c="dimmed" size="sm">
        One more letter, please.
      </Text>
    );
  }
  if (recent.length > 0) {
    return (
      <section aria-labelledby="recent">
        <Title order={2} id="recent" mb="xs">
          Opened since you signed in
        </Title>
        <PatientTable patients={recent} caption="Patients opened since you signed in" />
      </section>
    );
  }
  return (
    <EmptyState title="Start typing; the list answers as you go">
      <dl className={classes.examples}>
        <dt>hart ann</dt>
        <dd>the beginnings of names, in any order</dd>
        <dt>12/03/1948</dt>
        <dd>a date of birth, day first; 1948-03-12 and 12 Mar 1948 do as well</dd>
        <dt>hart 1948</dt>
        <dd>a name and a year of birth</dd>
        <dt>WB-100234</dt>
        <dd>a complete number, with or without its gaps</dd>
      </dl>
      <p className={classes.keys}>
        <Kbd keys="↓ ↑" /> go through the list, <Kbd keys="Enter" /> opens the chart, <Kbd keys="/" /> comes back here.
      </p>
    </EmptyState>
  );
}
