import { Loaded, Nothing } from "../layout/Loaded.tsx";
import { Section } from "../layout/Section.tsx";
import { sortProblems } from "../problems/problem.ts";
import { useChart } from "../record/use-chart.ts";
import { useConditions } from "../record/use-record.ts";
import { SensitivityChips } from "../sensitivity/SensitivityChips.tsx";
import { say } from "../../words/index.ts";
import { MoreLink } from "./MoreLink.tsx";
import classes from "./summary.module.css";

const most = 10;

export function ProblemSummary() {
  const chart = useChart();
  const query = useConditions(chart);
  return (
    <Section
      title={say("currentProblems")}
      actions={
        <MoreLink to="/patients/$patientId/problems" {...chart}>
          {say("allProblems")}
        </MoreLink>
      }
    >
      <Loaded query={query} what={say("whatProblems")}>
        {({ matches }) => {
          const { current } = sortProblems(matches);
          if (current.length === 0) return <Nothing>{say("noCurrentProblem")}</Nothing>;
          return (
            <ul className={classes.list}>
              {current.slice(0, most).map((line) => (
                <li key={line.id} className={classes.item}>
                  <span>
                    <span className={classes.name}>
                      <bdi>{line.name}</bdi>
                    </span>
                    <SensitivityChips meta={line.meta} />
                  </span>
                  <span className={classes.end}>{say("sinceDay", { day: line.onset })}</span>
                </li>
              ))}
              {current.length > most && (
                <li className={classes.item}>{say("andMore", { count: current.length - most })}</li>
              )}
            </ul>
          );
        }}
      </Loaded>
    </Section>
  );
}
