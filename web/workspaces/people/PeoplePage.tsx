import { Button, Group, Text, TextInput, Title } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ChangeEvent, type KeyboardEvent, useEffect, useState } from "react";
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
import { say } from "./words/index.ts";

/** Finds patients while one types. */
export function PeoplePage() {
  const { find } = useSearch({ from: "/signed-in/patients" });
  const { scopes } = useSession();
  const navigate = useNavigate();
  const [text, setText] = useState(find ?? "");
  const search = usePatientSearch(text);
  const { recognised, patients, more, stale } = search;

  // The address follows the keys alone: were it an effect, it could run again while somebody is leaving, and bring them back.
  const type = ({ currentTarget: { value } }: ChangeEvent<HTMLInputElement>) => {
    setText(value);
    void navigate({ to: "/patients", search: value.trim() === "" ? {} : { find: value }, replace: true });
  };
  const outcome =
    stale || patients === undefined
      ? undefined
      : patients.length === 0
        ? say("nobodyFound")
        : say(more ? "foundOrMore" : "found", { count: patients.length });
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
        title={say("patients")}
        actions={
          <Group gap="xs">
            {allows(scopes, "Patient", "u") && (
              <Button component={Link} to="/patients/merge" variant="subtle">
                {say("mergeTitle")}
              </Button>
            )}
            <RegisterPatientButton />
          </Group>
        }
      />
      <div className={classes.search}>
        <TextInput
          aria-label={say("findLabel")}
          placeholder={say("findBy")}
          size="md"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          data-search
          data-row-field
          leftSection={<IconSearch size={18} aria-hidden />}
          value={text}
          onChange={type}
          onKeyDown={openFirst}
        />
        <Text className={classes.understood} c="dimmed" size="sm">
          {recognised.kind === "search" && recognised.says !== undefined && (
            <span>{say("lookingFor", { what: recognised.says })} </span>
          )}
          {outcome !== undefined && <span>{say("sentence", { words: outcome })}</span>}
        </Text>
      </div>
      {search.error !== null && <ErrorNotice error={search.error} again={search.again} />}
      {patients === undefined && search.error === null && <Untyped tooShort={recognised.kind === "too-short"} />}
      {patients !== undefined && patients.length > 0 && (
        <>
          <PatientTable patients={patients} seen={search.seen} caption={say("patientsFound")} />
          {more && (
            <Text c="dimmed" size="sm" mt="sm">
              {say("moreThanFit", { count: patients.length })}
            </Text>
          )}
        </>
      )}
      {patients?.length === 0 && !stale && (
        <EmptyState
          title={say("nobodyFits")}
          action={
            <Group>
              <RegisterPatientButton variant="filled" />
              <EmergencyButton />
            </Group>
          }
        >
          {say("nobodyFitsWords")}
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
        {say("oneMoreLetter")}
      </Text>
    );
  }
  if (recent.length > 0) {
    return (
      <section aria-labelledby="recent">
        <Title order={2} id="recent" mb="xs">
          {say("openedSince")}
        </Title>
        <PatientTable patients={recent} caption={say("patientsOpenedSince")} />
      </section>
    );
  }
  return (
    <EmptyState title={say("startTyping")}>
      <dl className={classes.examples}>
        <dt dir="ltr">hart ann</dt>
        <dd>{say("exampleNames")}</dd>
        <dt dir="ltr">12/03/1948</dt>
        <dd>{say("exampleBirth")}</dd>
        <dt dir="ltr">hart 1948</dt>
        <dd>{say("exampleYear")}</dd>
        <dt dir="ltr">WB-100234</dt>
        <dd>{say("exampleNumber")}</dd>
      </dl>
      <p className={classes.keys}>
        {say.rich("keysHint", {
          arrows: <Kbd key="arrows" keys="↓ ↑" />,
          enter: <Kbd key="enter" keys="Enter" />,
          slash: <Kbd key="slash" keys="/" />,
        })}
      </p>
    </EmptyState>
  );
}
