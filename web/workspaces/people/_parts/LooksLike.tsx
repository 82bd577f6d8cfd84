import { Button, Group, Text } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import type { AlikePatient } from "../../../../contract/index.ts";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { announce } from "../../../ui/announce.ts";
import { dateText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import type { Enquiry } from "../../enquiries/_parts/enquiry.ts";
import { useStep } from "../../enquiries/_parts/enquiry-calls.ts";
import { alikeWords } from "./alike-words.ts";
import classes from "./LooksLike.module.css";
import type { Registration } from "./registration.ts";
import { useAlike } from "./use-alike.ts";
import { say } from "../words/index.ts";
import { sexText } from "../../../ui/patient-words.ts";
import { dotted } from "../../../ui/dotted.ts";

/** Who is registered already and looks like what is being typed. It blocks nothing. */
export function LooksLike({
  typed,
  enquiry,
}: {
  readonly typed: Registration;
  /** With which the page was opened: it may be closed with one of these records. */
  readonly enquiry?: Enquiry | undefined;
}) {
  const { scopes } = useSession();
  const alike = useAlike(typed);
  const said = alike.length === 0 ? undefined : say("looksLikeCount", { count: alike.length });
  useEffect(() => {
    if (said !== undefined) announce(said);
  }, [said]);
  if (alike.length === 0) return null;
  const books = allows(scopes, "Appointment", "c");
  return (
    <section aria-labelledby="looks-like" className={classes.box}>
      <Text fw={600} id="looks-like">
        {say("looksLike")}
      </Text>
      <Text size="sm" c="dimmed">
        {say("looksLikeWords")}
      </Text>
      <ul className={classes.list}>
        {alike.map((patient) => (
          <li key={patient.id}>
            <Text fw={600}>{patient.name}</Text>
            <Text size="sm">{detail(patient)}</Text>
            <Text size="sm" c="dimmed">
              {alikeWords(patient.because)}
            </Text>
            <Group gap="md">
              <Link to="/patients/$patientId" params={{ patientId: patient.replacedById ?? patient.id }}>
                {say.rich("openRecordOf", { name: patient.name, hidden: unseen })}
              </Link>
              {enquiry !== undefined && <ItIsThem enquiry={enquiry} patient={patient} />}
              {books && <Link to="/calendar">{say("bookInCalendar")}</Link>}
            </Group>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is plain to see, and said to screen readers alone. */
function unseen(inside: readonly ReactNode[]): ReactNode {
  return (
    <span key="unseen" className={classes.unseen}>
      {inside}
    </span>
  );
}

/** Ends the enquiry with a record that was there before. */
function ItIsThem({ enquiry, patient }: { readonly enquiry: Enquiry; readonly patient: AlikePatient }) {
  const { person } = useSession();
  const navigate = useNavigate();
  const step = useStep(person.displayName);
  const patientId = patient.replacedById ?? patient.id;
  const close = () =>
    step.mutate(
      { task: enquiry.task, step: { kind: "register", patient: `Patient/${patientId}` } },
      {
        onSuccess: () => {
          announce(say("enquiryClosed"));
          void navigate({ to: "/patients/$patientId", params: { patientId } });
        },
      },
    );
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={close} loading={step.isPending}>
        {say.rich("itIsThem", { name: patient.name, hidden: unseen })}
      </Button>
      {step.error !== null && <ErrorNotice error={step.error} />}
    </>
  );
}

function detail({ birthDate, number, sex }: AlikePatient): string {
  const parts = [
    birthDate === undefined ? say("birthNotRecorded") : say("bornOn", { day: dateText(birthDate) }),
    sex === undefined ? undefined : sexText({ gender: sex }),
    number === undefined ? undefined : say("numberIs", { number }),
  ];
  return dotted(parts);
}
