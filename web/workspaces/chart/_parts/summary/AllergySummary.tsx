import { allergyState } from "../../../../ui/clinical/allergies.ts";
import { formatDate } from "../../../../ui/clinical/dates.ts";
import { CriticalityChip } from "../allergies/CriticalityChip.tsx";
import { Loaded, Nothing } from "../layout/Loaded.tsx";
import { Section } from "../layout/Section.tsx";
import { useChart } from "../record/use-chart.ts";
import { useAllergies } from "../record/use-record.ts";
import { SensitivityChips } from "../sensitivity/SensitivityChips.tsx";
import { say } from "../../words/index.ts";
import { MoreLink } from "./MoreLink.tsx";
import classes from "./summary.module.css";

export function AllergySummary() {
  const chart = useChart();
  const query = useAllergies(chart);
  return (
    <Section
      title={say("allergies")}
      actions={
        <MoreLink to="/patients/$patientId/allergies" {...chart}>
          {say("allAllergies")}
        </MoreLink>
      }
    >
      <Loaded query={query} what={say("whatAllergies")} lines={2}>
        {({ matches }) => {
          const state = allergyState(matches);
          switch (state.kind) {
            case "none":
              return (
                <p>
                  {state.assertedOn === undefined
                    ? say("noneKnown")
                    : say("noneKnownAsked", { day: formatDate(state.assertedOn) })}
                </p>
              );
            case "not-recorded":
              return <Nothing>{say("notTheSameAsNone")}</Nothing>;
            case "listed":
              return (
                <ul className={classes.list}>
                  {state.allergies.map((line) => (
                    <li key={line.id} className={classes.item}>
                      <span>
                        <span className={classes.name}>
                          <bdi>{line.name}</bdi>
                        </span>
                        <SensitivityChips meta={line.meta} />
                        <span className={classes.under}>
                          {line.reactions === undefined ? say("reactionNotRecorded") : <bdi>{line.reactions}</bdi>}
                        </span>
                      </span>
                      <CriticalityChip criticality={line.criticality} />
                    </li>
                  ))}
                </ul>
              );
          }
        }}
      </Loaded>
    </Section>
  );
}
