import { Nothing, Waiting } from "../layout/Loaded.tsx";
import { Section } from "../layout/Section.tsx";
import { DrugWords } from "../medicines/DrugWords.tsx";
import { useMedicines } from "../medicines/use-medicines.ts";
import { useChart } from "../record/use-chart.ts";
import { SensitivityChips } from "../sensitivity/SensitivityChips.tsx";
import { say } from "../../words/index.ts";
import { MoreLink } from "./MoreLink.tsx";
import classes from "./summary.module.css";

/** Never shortened: a medicine that isn't shown is a medicine that is overlooked. */
export function MedicineSummary() {
  const chart = useChart();
  const { data, queries } = useMedicines(chart);
  return (
    <Section
      title={say("currentMedicines")}
      aside={data === undefined || data.current.length === 0 ? undefined : `${data.current.length}`}
      actions={
        <MoreLink to="/patients/$patientId/medicines" {...chart}>
          {say("allMedicines")}
        </MoreLink>
      }
    >
      {data === undefined ? (
        <Waiting queries={queries} what={say("whatMedicines")} />
      ) : data.current.length === 0 ? (
        <Nothing>{say("noCurrentMedicine")}</Nothing>
      ) : (
        <ul className={classes.list}>
          {data.current.map((line) => (
            <li key={line.id} className={classes.item}>
              <span>
                <DrugWords line={line} />
                <SensitivityChips meta={line.meta} />
              </span>
              {line.until !== undefined && <span className={classes.end}>{say("untilDay", { day: line.until })}</span>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
