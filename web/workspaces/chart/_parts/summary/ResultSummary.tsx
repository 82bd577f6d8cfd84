import { formatDate } from "../../../../ui/clinical/dates.ts";
import { StandingMark } from "../../../../ui/clinical/StandingMark.tsx";
import { Loaded, Nothing } from "../layout/Loaded.tsx";
import { Section } from "../layout/Section.tsx";
import { useChart } from "../record/use-chart.ts";
import { useLaboratory } from "../record/use-record.ts";
import { SensitivityChips } from "../sensitivity/SensitivityChips.tsx";
import { MoreLink } from "./MoreLink.tsx";
import { newestOutOfRange } from "./out-of-range.ts";
import classes from "./summary.module.css";

const most = 8;

export function ResultSummary() {
  const chart = useChart();
  const query = useLaboratory(chart);
  return (
    <Section
      title="Newest results out of range"
      actions={
        <MoreLink to="/patients/$patientId/results" {...chart}>
          All results
        </MoreLink>
      }
    >
      <Loaded query={query} what="results">
        {({ matches }) => {
          if (matches.length === 0) return <Nothing>No result is recorded.</Nothing>;
          const out = newestOutOfRange(matches);
          if (out.length === 0) return <Nothing>The newest result of every test is in range, or has no range.</Nothing>;
          return (
            <ul className={classes.list}>
              {out.slice(0, most).map((one) => (
                <li key={one.id} className={classes.item}>
                  <span>
                    {one.name} <span className={classes.name}>{one.text}</span> <StandingMark standing={one.standing} />
                    <SensitivityChips meta={one.meta} />
                    <span className={classes.under}>{one.range === undefined ? "No range" : `Range ${one.range}`}</span>
                  </span>
                  <span className={classes.end}>{formatDate(one.when)}</span>
                </li>
              ))}
              {out.length > most && <li className={classes.item}>and {out.length - most} more</li>}
            </ul>
          );
        }}
      </Loaded>
    </Section>
  );
}
