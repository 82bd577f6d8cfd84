import { figures } from "../../../language/index.ts";
import { Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useSession } from "../../../app/session/use-session.ts";
import { dateTimeText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../../ui/PageHeader.tsx";
import { useClients } from "../../administration/_parts/client-calls.ts";
import { useImports } from "../../administration/_parts/import-calls.ts";
import { useLedgerState, useVerification } from "../../administration/_parts/ledger-calls.ts";
import { usePeople } from "../../administration/_parts/people-calls.ts";
import { TaskSummary } from "../../governance/_parts/TaskSummary.tsx";
import classes from "./AdministratorHome.module.css";
import { say } from "../words/index.ts";

const number = figures();
/** More newcomers than this are told as a number: names would push the rest off the page. */
const mostNamed = 4;

/** The state of the house, what needs a hand first. */
export function AdministratorHome() {
  const { organisation, permissions = [] } = useSession();
  const may = (permission: string) => ({ enabled: permissions.includes(permission) });
  const people = usePeople();
  const clients = useClients(may("clients.manage"));
  const imports = useImports(may("import"));
  const ledger = useLedgerState(may("ledger.verify"));
  const verification = useVerification(may("ledger.verify"));
  const everybody = people.data?.people ?? [];
  const locked = everybody.filter((person) => person.state === "locked");
  const waiting = everybody.filter((person) => person.state === "awaiting-first-sign-in");
  const running = imports.data?.imports.filter((one) => one.state === "running") ?? [];
  const failed = imports.data?.imports.filter((one) => one.state === "failed") ?? [];
  const failure = people.error ?? clients.error ?? ledger.error ?? imports.error;
  const newcomers =
    waiting.length > mostNamed
      ? [{ key: "newcomers", words: say("newcomers", { count: waiting.length }) }]
      : waiting.map(({ id, given, family }) => ({ key: id, words: say("newcomer", { given, family }) }));
  const needs = [
    ...locked.map(
      (person) =>
        ({
          key: person.id,
          to: "/administration/people",
          words: say("isLocked", { given: person.given, family: person.family }),
        }) as const,
    ),
    ...newcomers.map((one) => ({ ...one, to: "/administration/people" }) as const),
    ...failed.map(
      (one) => ({ key: one.id, to: "/administration/import", words: say("importFailed", { name: one.name }) }) as const,
    ),
    ...(verification.data?.state === "broken"
      ? [{ key: "ledger", to: "/administration/ledger", words: say("ledgerBroken") } as const]
      : []),
  ];
  return (
    <>
      <PageHeader title={say("stateOfHouse")} summary={organisation.name} />
      <TaskSummary />
      {failure !== null && <ErrorNotice error={failure} />}
      <section aria-labelledby="needs" className={classes.needs}>
        <Title order={2} id="needs" mb={4}>
          {say("needsHand")}
        </Title>
        {needs.length === 0 ? (
          <Text c="dimmed">{say("nothingNow")}</Text>
        ) : (
          <ul>
            {needs.map((need) => (
              <li key={need.key}>
                <Link to={need.to}>{need.words}</Link>
              </li>
            ))}
          </ul>
        )}
      </section>
      <dl className={classes.figures}>
        <Figure
          label={say("peopleWithAccess")}
          to="/administration/people"
          value={people.data === undefined ? undefined : everybody.filter((person) => person.state !== "ended").length}
        >
          {people.data === undefined ? "" : say("lockedAndWaiting", { locked: locked.length, waiting: waiting.length })}
        </Figure>
        {may("clients.manage").enabled && (
          <Figure
            label={say("apiClients")}
            to="/administration/clients"
            value={clients.data?.clients.filter((client) => client.state === "active").length}
          >
            {say("mayReadOrWrite")}
          </Figure>
        )}
        {may("ledger.verify").enabled && (
          <Figure label={say("ledgerEntries")} to="/administration/ledger" value={ledger.data?.size}>
            {verification.data?.state === "sound" && verification.data.at !== undefined
              ? say("soundWhen", { time: dateTimeText(verification.data.at) })
              : say("notChecked")}
          </Figure>
        )}
        {may("import").enabled && (
          <Figure label={say("importsOfSession")} to="/administration/import" value={imports.data?.imports.length}>
            {running.length > 0 ? say("runningCount", { running: running.length }) : say("noneRunning")}
          </Figure>
        )}
      </dl>
    </>
  );
}

type Place = "/administration/people" | "/administration/clients" | "/administration/ledger" | "/administration/import";

function Figure({
  label,
  to,
  value,
  children,
}: {
  readonly label: string;
  readonly to: Place;
  readonly value: number | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes.figure}>
      <dt>
        <Link to={to}>{label}</Link>
      </dt>
      <dd className={classes.value}>{value === undefined ? "–" : number.format(value)}</dd>
      <dd className={classes.words}>{children}</dd>
    </div>
  );
}
