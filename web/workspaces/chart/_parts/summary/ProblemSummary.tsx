import { Loaded, Nothing } from "../layout/Loaded.tsx";
import { Section } from "../layout/Section.tsx";
import { sortProblems } from "../problems/problem.ts";
import { useChart } from "../record/use-chart.ts";
import { useConditions } from "../record/use-record.ts";
import { SensitivityChips } from "../sensitivity/SensitivityChips.tsx";
import { MoreLink } from "./MoreLink.tsx";
import classes from "./summary.module.css";

const most = 10;

export function ProblemSummary() {
  const chart = useChart();
  const query = useConditions(chart);
  return (
    <Section
      title="Current problems"
      actions={
        <MoreLink to="/patients/$patientId/problems" {...chart}>
          All problems
        </MoreLink>
      }
    >
      <Loaded query={query} what="problems">
        {({ matches }) => {
          const { current } = sortProblems(matches);
          if (current.length === 0) return <Nothing>No current problem is recorded.</Nothing>;
          return (
            <ul className={classes.list}>
              {current.slice(0, most).map((line) => (
                <li key={line.id} className={classes.item}>
                  <span>
                    <span className={classes.name}>{line.name}</span>
                    <SensitivityChips meta={line.meta} />
                  </span>
                  <span className={classes.end}>since {line.onset}</span>
                </li>
              ))}
              {current.length > most && <li className={classes.item}>and {current.length - most} more</li>}
            </ul>
          );
        }}
      </Loaded>
    </Section>
  );
}
