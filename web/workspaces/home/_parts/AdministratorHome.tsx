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

const number = new Intl.NumberFormat("en-GB");
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
      ? [{ key: "newcomers", words: `${waiting.length} people have not signed in yet.` }]
      : waiting.map(({ id, given, family }) => ({ key: id, words: `${given} ${family} has not signed in yet.` }));
  const needs = [
    ...locked.map(
      (person) =>
        ({
          key: person.id,
          to: "/administration/people",
          words: `${person.given} ${person.family} is locked after failed sign-ins.`,
        }) as const,
    ),
    ...newcomers.map((one) => ({ ...one, to: "/administration/people" }) as const),
    ...failed.map(
      (one) => ({ key: one.id, to: "/administration/import", words: `The import of ${one.name} failed.` }) as const,
    ),
    ...(verification.data?.state === "broken"
      ? [{ key: "ledger", to: "/administration/ledger", words: "The last check found the ledger broken." } as const]
      : []),
  ];
  return (
    <>
      <PageHeader title="State of the house" summary={organisation.name} />
      <TaskSummary />
      {failure !== null && <ErrorNotice error={failure} />}
      <section aria-labelledby="needs" className={classes.needs}>
        <Title order={2} id="needs" mb={4}>
          Needs a hand
        </Title>
        {needs.length === 0 ? (
          <Text c="dimmed">Nothing just now.</Text>
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
          label="People with access"
          to="/administration/people"
          value={people.data === undefined ? undefined : everybody.filter((person) => person.state !== "ended").length}
        >
          {people.data === undefined ? "" : `${locked.length} locked, ${waiting.length} not signed in yet`}
        </Figure>
        {may("clients.manage").enabled && (
          <Figure
            label="API clients"
            to="/administration/clients"
            value={clients.data?.clients.filter((client) => client.state === "active").length}
          >
            may read or write
          </Figure>
        )}
        {may("ledger.verify").enabled && (
          <Figure label="Ledger entries" to="/administration/ledger" value={ledger.data?.size}>
            {verification.data?.state === "sound" && verification.data.at !== undefined
              ? `sound when checked ${dateTimeText(verification.data.at)}`
              : "not checked since the server started"}
          </Figure>
        )}
        {may("import").enabled && (
          <Figure label="Imports of this session" to="/administration/import" value={imports.data?.imports.length}>
            {running.length > 0 ? `${running.length} running` : "none running"}
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
