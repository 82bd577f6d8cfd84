import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import type { ConsentRequest } from "../../../../contract/index.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { AskedThings } from "./AskedThings.tsx";
import classes from "./ConsentForm.module.css";
import type { Decision } from "./consent-calls.ts";
import { PatientChoice } from "./PatientChoice.tsx";
import { inEnglish } from "../../../language/index.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly request: ConsentRequest;
  readonly busy: boolean;
  readonly failed: unknown;
  readonly answer: (decision: Decision) => void;
};

const strong = (inside: readonly ReactNode[]) => <strong key="strong">{inside}</strong>;

/** Which app, whose, what it may do, with whose record, for how long, and how to take it back. */
export function ConsentForm({ request, busy, failed, answer }: Props) {
  const { app, asks, patient, organisation, person, lasts } = request;
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(asks.map((one) => one.scope)));
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const needsPatient = patient.kind === "choose" && chosen === undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const scopes = asks.filter((one) => !one.optional || ticked.has(one.scope)).map((one) => one.scope);
    answer({ allow: true, scopes, ...(chosen === undefined ? {} : { patient: chosen }) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        {failed !== null && failed !== undefined && <ErrorNotice error={failed} />}
        <div className={classes.app}>
          <span className={classes.logo} aria-hidden="true">
            {app.logoText ?? app.name.slice(0, 1).toLocaleUpperCase()}
          </span>
          <Text>
            {say.rich(app.maker === undefined ? "asksToUse" : "asksToUseMade", {
              app: app.name,
              maker: app.maker ?? "",
              organisation,
              person,
              b: strong,
            })}
          </Text>
        </div>
        {request.loginHint !== undefined && <Text size="sm">{say("expects", { login: request.loginHint })}</Text>}
        {patient.kind === "given" && (
          <Text>
            {patient.self
              ? say.rich("isAboutYou", { b: strong })
              : say.rich("isAbout", { name: patient.name, b: strong })}
          </Text>
        )}
        {patient.kind === "choose" && <PatientChoice chosen={chosen} choose={setChosen} />}
        <AskedThings asks={asks} ticked={ticked} setTicked={setTicked} />
        {request.refused.length > 0 && (
          <Alert color="gray" title={say("alsoAsked")}>
            <span {...inEnglish}>{request.refused.join(". ")}.</span>
          </Alert>
        )}
        <dl className={classes.facts}>
          <dt>{say("howLong")}</dt>
          <dd {...inEnglish}>{lasts}</dd>
          <dt>{say("takingBack")}</dt>
          <dd>{say("anyTime")}</dd>
          <dt>{say("goesTo")}</dt>
          <dd {...inEnglish}>{app.returnsTo}</dd>
          {app.contacts.length > 0 && (
            <>
              <dt>{say("questionsTo")}</dt>
              <dd {...inEnglish}>{app.contacts.join(", ")}</dd>
            </>
          )}
        </dl>
        <Text size="sm">{say("mayKeep", { organisation })}</Text>
        {request.signInAgain && <Text size="sm">{say("freshProof")}</Text>}
        <Group>
          <Button type="submit" loading={busy} disabled={needsPatient}>
            {say("allow")}
          </Button>
          <Button variant="default" disabled={busy} onClick={() => answer({ allow: false })}>
            {say("dontAllow")}
          </Button>
        </Group>
        {needsPatient && (
          <Text size="sm" c="dimmed">
            {say("choosePatient")}
          </Text>
        )}
      </Stack>
    </form>
  );
}
