import { Button, Select, TextInput } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { joints, type Movement, movements, strengthGrades } from "../../../../../contract/therapy/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { formatDate } from "../../../../ui/clinical/dates.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { useChart } from "../../_parts/record/use-chart.ts";
import { chooseNotSend } from "../choose-not-send.ts";
import { useObservationFrame, useWriteObservations } from "../use-therapy.ts";
import { whenOf } from "../when.ts";
import { type MovementCourse, type Side, sidesOf } from "./movement-list.ts";
import { type Cells, cellKey, movementObservations, parts, wrongCells } from "./movement-observation.ts";
import { inEnglish } from "../../../../language/index.ts";
import { exampleDay, inOrder } from "../../../../ui/dates.ts";
import { say } from "../words/index.ts";
import classes from "./MovementGrid.module.css";

const sideNames: Readonly<Record<Side, string>> = { left: say("left"), right: say("right"), middle: "" };
const partHeads = { active: say("active"), passive: say("passive"), strength: "MRC" } as const;
const columns = (["left", "right"] as const).flatMap((side) => parts.map((part) => ({ side, part })));

/** A joint's movements as a grid: arrows and Enter go from field to field, Ctrl+Enter records. */
export function MovementGrid({ courses }: { readonly courses: readonly MovementCourse[] }) {
  const { patientId } = useChart();
  const frame = useObservationFrame(patientId, "joint-movement");
  const write = useWriteObservations(patientId);
  const [joint, setJoint] = useState(courses[0]?.movement.joint ?? "Shoulder");
  const [cells, setCells] = useState<Cells>({});
  const [day, setDay] = useState("");
  const [tried, setTried] = useState(false);
  const grid = useRef<HTMLTableElement>(null);
  const shown = movements.filter((one) => one.joint === joint);
  const wrong = wrongCells(movements, cells);
  const when = whenOf(day, new Date());
  const filled = Object.values(cells).some((text) => text.trim() !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wrong.length > 0 || !filled || when === undefined || write.isPending) return;
    write.mutate(movementObservations(frame("exam", when), movements, cells), {
      onSuccess: () => {
        announce(say("movementsRecorded", { joint: joint.toLowerCase() }));
        setCells({});
        setTried(false);
      },
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    if (!(event.target instanceof HTMLInputElement) || event.ctrlKey || event.metaKey) return;
    const by = event.key === "ArrowDown" || event.key === "Enter" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const { column } = event.target.dataset;
    const same = [...(grid.current?.querySelectorAll<HTMLInputElement>(`input[data-column="${column}"]`) ?? [])];
    const next = same[same.indexOf(event.target) + by];
    next?.focus();
    next?.select();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Ctrl+Enter works from every field
    <form
      onSubmit={submit}
      noValidate
      className={classes.form}
      aria-label={say("recordMovements")}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
      }}
    >
      <div className={classes.top}>
        <Select
          label={say("joint")}
          data={[...joints]}
          value={joint}
          searchable
          onKeyDown={chooseNotSend}
          selectFirstOptionOnChange
          onChange={(value) => value !== null && setJoint(value)}
          className={classes.joint}
        />
        <TextInput
          label={say("day")}
          placeholder={say("today")}
          autoComplete="off"
          className={classes.day}
          value={day}
          error={when === undefined ? say("dayFault", { day: inOrder(exampleDay) }) : undefined}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Button type="submit" className={classes.submit} loading={write.isPending} aria-keyshortcuts="Control+Enter">
          {say("record")}
        </Button>
      </div>
      <div className={classes.scroll}>
        <table ref={grid} className={classes.grid} onKeyDown={onKeyDown}>
          <caption className="wb-visually-hidden">{say("gridCaption", { joint })}</caption>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {say("movement")}
              </th>
              <th scope="colgroup" colSpan={3}>
                {say("left")}
              </th>
              <th scope="colgroup" colSpan={3}>
                {say("right")}
              </th>
              <th scope="col" rowSpan={2}>
                {say("norm")}
              </th>
            </tr>
            <tr>
              {columns.map(({ side, part }) => (
                <th key={`${side}${part}`} scope="col">
                  {partHeads[part]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((movement) => (
              <GridRow
                key={movement.id}
                movement={movement}
                course={courses.find((one) => one.movement.id === movement.id)}
                cells={cells}
                wrong={wrong}
                set={(key, text) => setCells((former) => ({ ...former, [key]: text }))}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.hint}>{say("gridHint")}</p>
      {tried && wrong.length > 0 && (
        <p className={classes.fault} role="alert">
          {say("angleFault")}
        </p>
      )}
      {tried && !filled && <p className={classes.fault}>{say("atLeastOne")}</p>}
      {write.error !== null && <ErrorNotice error={write.error} />}
      <details className={classes.legend}>
        <summary>{say("gradesAndNorms")}</summary>
        <ul>
          {strengthGrades.words.map((words, grade) => (
            <li key={words}>
              {grade}: <bdi {...inEnglish}>{words}</bdi>
            </li>
          ))}
        </ul>
        <p>
          {say.rich("grades", {
            source: (
              <a key="source" href={strengthGrades.source.address}>
                <bdi {...inEnglish}>{strengthGrades.source.text}</bdi>
              </a>
            ),
          })}
        </p>
        {[...new Set(shown.flatMap(({ norm }) => norm?.source ?? []))].map((source) => (
          <p key={source.text}>
            {say.rich("norms", {
              source: (
                <a key="source" href={source.address}>
                  <bdi {...inEnglish}>{source.text}</bdi>
                </a>
              ),
            })}
          </p>
        ))}
      </details>
    </form>
  );
}

type RowProps = {
  readonly movement: Movement;
  readonly course: MovementCourse | undefined;
  readonly cells: Cells;
  readonly wrong: readonly string[];
  readonly set: (key: string, text: string) => void;
};

function GridRow({ movement, course, cells, wrong, set }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <bdi {...inEnglish}>{movement.name}</bdi>
      </th>
      {sidesOf(movement).map((side) =>
        parts.map((part) => {
          const key = cellKey(movement, side, part);
          const last = course?.sides[side]?.now;
          const value = last?.parts[part];
          const column = `${side === "middle" ? "left" : side}-${part}`;
          return (
            <td key={key}>
              <input
                className={classes.cell}
                inputMode="numeric"
                autoComplete="off"
                data-column={column}
                aria-label={
                  side === "middle"
                    ? say("cellOfMiddle", { movement: movement.name.toLowerCase(), part: partHeads[part] })
                    : say("cellOf", {
                        side: sideNames[side],
                        movement: movement.name.toLowerCase(),
                        part: partHeads[part],
                      })
                }
                aria-invalid={wrong.includes(key)}
                value={cells[key] ?? ""}
                onChange={(event) => set(key, event.currentTarget.value)}
              />
              <span className={classes.last} title={last === undefined ? undefined : formatDate(last.when)}>
                {value ?? "–"}
              </span>
            </td>
          );
        }),
      )}
      {!movement.sided && (
        <td colSpan={3} className={classes.norm}>
          {say("measuredOnce")}
        </td>
      )}
      <td className={classes.norm}>{movement.norm === undefined ? say("notCovered") : `${movement.norm.degrees}°`}</td>
    </tr>
  );
}
