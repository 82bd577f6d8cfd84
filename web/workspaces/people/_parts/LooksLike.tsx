import { Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import type { AlikePatient } from "../../../../contract/index.ts";
import { allows } from "../../../app/session/allows.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { announce } from "../../../ui/announce.ts";
import { dateText } from "../../../ui/dates.ts";
import { alikeWords } from "./alike-words.ts";
import classes from "./LooksLike.module.css";
import type { Registration } from "./registration.ts";
import { useAlike } from "./use-alike.ts";

/** Who is registered already and looks like what is being typed. It blocks nothing. */
export function LooksLike({ typed }: { readonly typed: Registration }) {
  const { scopes } = useSession();
  const alike = useAlike(typed);
  const said =
    alike.length === 0 ? undefined : `Looks like ${alike.length === 1 ? "a patient" : `${alike.length} patients`} here`;
  useEffect(() => {
    if (said !== undefined) announce(said);
  }, [said]);
  if (alike.length === 0) return null;
  const books = allows(scopes, "Appointment", "c");
  return (
    <section aria-labelledby="looks-like" className={classes.box}>
      <Text fw={600} id="looks-like">
        Looks like
      </Text>
      <Text size="sm" c="dimmed">
        If it is one of them, use their record: a second one splits the chart.
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
                Open the record<span className={classes.unseen}> of {patient.name}</span>
              </Link>
              {books && <Link to="/calendar">Book in the calendar</Link>}
            </Group>
          </li>
        ))}
      </ul>
    </section>
  );
}

function detail({ birthDate, number, sex }: AlikePatient): string {
  const parts = [
    birthDate === undefined ? "Date of birth not recorded" : `Born ${dateText(birthDate)}`,
    sex === undefined ? undefined : `${sex.charAt(0).toUpperCase()}${sex.slice(1)}`,
    number === undefined ? undefined : `Number ${number}`,
  ];
  return parts.filter((part) => part !== undefined).join(" · ");
}
