import { ActionIcon, Button, Textarea, TextInput } from "@mantine/core";
import { IconFileTypePdf, IconX } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { branchOf, fetchHousePaper } from "../../../../app/house-paper.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { announce } from "../../../../ui/announce.ts";
import { englishDate } from "../../../../ui/clinical/dates.ts";
import type { Patient } from "../../../../ui/clinical/fhir-types.ts";
import { formatName } from "../../../../ui/clinical/names.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { saveFile } from "../../../../ui/save-file.ts";
import { Nothing } from "../../_parts/layout/Loaded.tsx";
import { Section } from "../../_parts/layout/Section.tsx";
import table from "../../_parts/layout/table.module.css";
import { useChart } from "../../_parts/record/use-chart.ts";
import { exercisesIn, type HomeExercise, sheetBlocks, withExercises } from "./exercise-sheet.ts";
import { say } from "../words/index.ts";
import { type CarePlan, useKeep } from "./plan-calls.ts";
import classes from "./Plan.module.css";

type Props = {
  readonly plan: CarePlan | undefined;
  readonly patient: Patient | undefined;
  readonly goals: readonly string[];
  readonly today: string;
  readonly mayChange: boolean;
};

/** What the patient does at home, and the sheet that goes home with them. */
export function ExerciseSection({ plan, patient, goals, today, mayChange }: Props) {
  const { patientId } = useChart();
  const { person, organisation } = useSession();
  const keep = useKeep<CarePlan>(patientId);
  const [name, setName] = useState("");
  const [often, setOften] = useState("");
  const [how, setHow] = useState("");
  const [tried, setTried] = useState(false);
  const [printing, setPrinting] = useState<"busy" | { readonly error: unknown } | undefined>();
  const exercises = exercisesIn(plan);
  const store = (next: readonly HomeExercise[], said: string, done: () => void) =>
    keep.mutate(withExercises(plan, next, { patientId, today }), {
      onSuccess: () => {
        announce(said);
        done();
      },
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === "" || keep.isPending) return;
    store(
      [...exercises, { name: name.trim(), often: often.trim(), how: how.trim() }],
      say("isOnSheet", { name: name.trim() }),
      () => {
        setName("");
        setOften("");
        setHow("");
        setTried(false);
      },
    );
  };
  const print = async () => {
    setPrinting("busy");
    try {
      const [{ printDocument }, { loadFace }, paper] = await Promise.all([
        import("../../../../../print/index.ts"),
        import("../../../rights/_parts/package/print-package.ts"),
        fetchHousePaper(branchOf(patient)),
      ]);
      const { bytes } = await printDocument(
        {
          title: "Exercises for home",
          author: organisation.name,
          language: "en",
          ...paper,
          madeAt: Date.now(),
          foot: `${organisation.name} · ${patient === undefined ? "" : formatName(patient.name)}`,
          blocks: sheetBlocks({
            patient: patient === undefined ? "" : formatName(patient.name),
            bornAndNumber: `Born ${englishDate(patient?.birthDate) ?? "not recorded"} · No. ${patient?.identifier?.[0]?.value ?? "not recorded"}`,
            house: organisation.name,
            therapist: person.displayName,
            day: englishDate(today) ?? "",
            goals,
            exercises,
          }),
        },
        loadFace,
      );
      // The file's name tells no patient: download folders are synchronised and shown around.
      saveFile("exercises.pdf", bytes, "application/pdf");
      setPrinting(undefined);
    } catch (error) {
      setPrinting({ error });
    }
  };
  return (
    <Section
      title={say("exercisesForHome")}
      aside={exercises.length === 0 ? undefined : `${exercises.length}`}
      actions={
        exercises.length > 0 && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconFileTypePdf size={16} aria-hidden />}
            loading={printing === "busy"}
            onClick={() => void print()}
          >
            {say("sheetAsPdf")}
          </Button>
        )
      }
    >
      {typeof printing === "object" && <ErrorNotice error={printing.error} again={() => void print()} />}
      {mayChange && (
        <form onSubmit={submit} noValidate aria-label={say("addExercise")} className={classes.form}>
          <TextInput
            label={say("exercise")}
            dir="auto"
            autoComplete="off"
            className={classes.middle}
            value={name}
            error={tried && name.trim() === "" ? say("nameExercise") : undefined}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={say("howOften")}
            placeholder={say("oftenExample")}
            dir="auto"
            autoComplete="off"
            className={classes.middle}
            value={often}
            onChange={(event) => setOften(event.currentTarget.value)}
          />
          <Textarea
            label={say("howInWords")}
            dir="auto"
            autosize
            minRows={1}
            maxLength={2000}
            className={classes.wide}
            value={how}
            onChange={(event) => setHow(event.currentTarget.value)}
          />
          <Button type="submit" className={classes.submit} loading={keep.isPending}>
            {say("add")}
          </Button>
        </form>
      )}
      {keep.error !== null && <ErrorNotice error={keep.error} />}
      {exercises.length === 0 ? (
        <Nothing>{say("noExercise")}</Nothing>
      ) : (
        <table className={`${table.table} ${table.stack}`}>
          <thead>
            <tr>
              <th scope="col">{say("exercise")}</th>
              <th scope="col">{say("howOften")}</th>
              <th scope="col">{say("how")}</th>
              {mayChange && (
                <th scope="col">
                  <span className="wb-visually-hidden">{say("takeOff")}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {exercises.map((one) => (
              <tr key={`${one.name}${one.often}${one.how}`}>
                <th scope="row">
                  <bdi>{one.name}</bdi>
                </th>
                <td data-label={say("howOften")}>
                  <bdi>{one.often === "" ? say("notSaid") : one.often}</bdi>
                </td>
                <td data-label={say("how")}>
                  <bdi>{one.how === "" ? say("notSaid") : one.how}</bdi>
                </td>
                {mayChange && (
                  <td className={table.menu}>
                    <ActionIcon
                      size="md"
                      aria-label={say("takeOffOf", { name: one.name })}
                      onClick={() =>
                        store(
                          exercises.filter((other) => other !== one),
                          say("isOffSheet", { name: one.name }),
                          () => undefined,
                        )
                      }
                    >
                      <IconX size={15} aria-hidden />
                    </ActionIcon>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
