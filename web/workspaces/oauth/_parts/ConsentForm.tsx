import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { ConsentRequest } from "../../../../contract/index.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { AskedThings } from "./AskedThings.tsx";
import classes from "./ConsentForm.module.css";
import type { Decision } from "./consent-calls.ts";
import { PatientChoice } from "./PatientChoice.tsx";

type Props = {
  readonly request: ConsentRequest;
  readonly busy: boolean;
  readonly failed: unknown;
  readonly answer: (decision: Decision) => void;
};

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
            <strong>{app.name}</strong>
            {app.maker === undefined ? "" : `, made by ${app.maker},`} asks to use records of {organisation} in your
            name, {person}.
          </Text>
        </div>
        {request.loginHint !== undefined && (
          <Text size="sm">The app expects {request.loginHint}. Cancel if that isn’t you.</Text>
        )}
        {patient.kind === "given" && (
          <Text>
            It is about <strong>{patient.self ? "you" : patient.name}</strong>.
          </Text>
        )}
        {patient.kind === "choose" && <PatientChoice chosen={chosen} choose={setChosen} />}
        <AskedThings asks={asks} ticked={ticked} setTicked={setTicked} />
        {request.refused.length > 0 && (
          <Alert color="gray" title="It also asked for what you can’t give">
            {request.refused.join(". ")}.
          </Alert>
        )}
        <dl className={classes.facts}>
          <dt>How long</dt>
          <dd>{lasts}</dd>
          <dt>Taking it back</dt>
          <dd>Any time, under Account, Apps. It then ends within a second.</dd>
          <dt>Goes to</dt>
          <dd>{app.returnsTo}</dd>
          {app.contacts.length > 0 && (
            <>
              <dt>Questions to</dt>
              <dd>{app.contacts.join(", ")}</dd>
            </>
          )}
        </dl>
        <Text size="sm">
          What the app has seen, it may keep: {organisation} can’t take that back. Every look is written down, with the
          app’s name.
        </Text>
        {request.signInAgain && (
          <Text size="sm">The app wants a fresh proof that it is you; it is asked for next.</Text>
        )}
        <Group>
          <Button type="submit" loading={busy} disabled={needsPatient}>
            Allow
          </Button>
          <Button variant="default" disabled={busy} onClick={() => answer({ allow: false })}>
            Don’t allow
          </Button>
        </Group>
        {needsPatient && (
          <Text size="sm" c="dimmed">
            Choose the patient first.
          </Text>
        )}
      </Stack>
    </form>
  );
}
