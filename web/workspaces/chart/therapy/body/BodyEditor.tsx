import { Button, NativeSelect, Radio, Select } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { type BodyRegion, bodyRegions, type SensationId, sensations } from "../../../../../contract/therapy/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { formatDate } from "../../../../ui/clinical/dates.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { useChart } from "../../_parts/record/use-chart.ts";
import { chooseNotSend } from "../choose-not-send.ts";
import { useObservationFrame, useWriteObservations } from "../use-therapy.ts";
import classes from "./BodyEditor.module.css";
import { BodyFigure } from "./BodyFigure.tsx";
import { type BodyChart, bodyObservations, comparison, type Mark, sensationText, withMark } from "./body-list.ts";
import { say } from "../words/index.ts";
import { MarkTable } from "./MarkTable.tsx";
import { regionText } from "./region-words.ts";

const strengths = Array.from({ length: 10 }, (_, at) => String(at + 1));
const regions = [
  { group: say("front"), items: choices("front") },
  { group: say("back"), items: choices("back") },
];

function choices(view: BodyRegion["view"]) {
  return bodyRegions.filter((one) => one.view === view).map((one) => ({ value: one.id, label: regionText(one) }));
}

/** Marks what the patient feels, and where: by finger or pointer on the drawing, by keyboard in the list. */
export function BodyEditor({ last }: { readonly last: BodyChart | undefined }) {
  const { patientId } = useChart();
  const frame = useObservationFrame(patientId, "body-chart");
  const write = useWriteObservations(patientId);
  const [marks, setMarks] = useState<readonly Mark[]>([]);
  const [sensation, setSensation] = useState<SensationId>("pain");
  const [intensity, setIntensity] = useState(5);
  const [listed, setListed] = useState<string | null>(null);
  const mark = (region: BodyRegion) => {
    const next = withMark(marks, { region, sensation, intensity });
    setMarks(next);
    const stands = next.some((one) => one.region.id === region.id && one.sensation === sensation);
    announce(
      stands
        ? say("markSaid", {
            region: regionText(region),
            sensation: sensationText(sensation).toLocaleLowerCase(),
            intensity,
          })
        : say("noLongerMarked", { region: regionText(region) }),
    );
  };
  const record = () =>
    write.mutate(bodyObservations(frame("survey", new Date().toISOString()), marks), {
      onSuccess: () => {
        announce(say("bodyRecorded"));
        setMarks([]);
      },
    });
  return (
    <form
      aria-label={say("markBody")}
      onSubmit={(event) => {
        event.preventDefault();
        if (marks.length > 0 && !write.isPending) record();
      }}
      className={classes.editor}
    >
      <div className={classes.figures}>
        <BodyFigure view="front" marks={marks} onTouch={mark} />
        <BodyFigure view="back" marks={marks} onTouch={mark} />
      </div>
      <div className={classes.beside}>
        <Radio.Group
          label={say("whatIsFelt")}
          value={sensation}
          onChange={(value) => setSensation(sensations.find(({ id }) => id === value)?.id ?? "pain")}
        >
          <div className={classes.choices}>
            {sensations.map(({ id }) => (
              <Radio key={id} value={id} label={sensationText(id)} />
            ))}
          </div>
        </Radio.Group>
        <div className={classes.add}>
          <NativeSelect
            label={say("howStrong")}
            data={strengths}
            value={String(intensity)}
            onChange={(event) => setIntensity(Number(event.currentTarget.value))}
            className={classes.strength}
          />
          <Select
            label={say("where")}
            placeholder={say("touchOrType")}
            data={regions}
            value={listed}
            searchable
            onKeyDown={chooseNotSend}
            selectFirstOptionOnChange
            onChange={setListed}
            className={classes.where}
          />
          <Button
            variant="default"
            leftSection={<IconPlus size={15} aria-hidden />}
            className={classes.beneath}
            disabled={listed === null}
            onClick={() => {
              const region = bodyRegions.find(({ id }) => id === listed);
              if (region !== undefined) mark(region);
              setListed(null);
            }}
          >
            {say("mark")}
          </Button>
        </div>
        {marks.length === 0 ? (
          <p className={classes.hint}>
            {last === undefined ? say("nothingMarked") : say("nothingMarkedLast", { day: formatDate(last.when) })}
          </p>
        ) : (
          <MarkTable marks={marks} remove={(one) => setMarks(marks.filter((other) => other !== one))} />
        )}
        {last !== undefined && marks.length > 0 && (
          <div className={classes.compared}>
            <b>{say("against", { day: formatDate(last.when) })}</b>
            {comparison(marks, last.marks).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
        )}
        <div className={classes.acts}>
          <Button type="submit" loading={write.isPending} disabled={marks.length === 0}>
            {say("record")}
          </Button>
          {last !== undefined && marks.length === 0 && (
            <Button variant="subtle" onClick={() => setMarks(last.marks)}>
              {say("startFromLast")}
            </Button>
          )}
        </div>
        {write.error !== null && <ErrorNotice error={write.error} />}
      </div>
    </form>
  );
}
