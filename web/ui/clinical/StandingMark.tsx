import {
  IconAlertOctagonFilled,
  IconArrowDown,
  IconArrowUp,
  IconCheck,
  IconPointFilled,
  type Icon,
} from "@tabler/icons-react";
import type { Standing } from "./interpretation.ts";
import classes from "./StandingMark.module.css";
import { say } from "./words/index.ts";

const icons: Readonly<Record<Standing["kind"], Icon>> = {
  low: IconArrowDown,
  high: IconArrowUp,
  abnormal: IconPointFilled,
  "critical-low": IconAlertOctagonFilled,
  "critical-high": IconAlertOctagonFilled,
  critical: IconAlertOctagonFilled,
  normal: IconCheck,
};

/** How a value stands to its range: an icon and words. Red only where it is critical. */
export function StandingMark({
  standing,
  quiet,
}: {
  readonly standing: Standing | undefined;
  readonly quiet?: boolean;
}) {
  if (standing === undefined)
    return quiet === true ? null : (
      <span className={classes.mark} data-kind="none">
        {say("noRange")}
      </span>
    );
  if (standing.kind === "normal" && quiet === true) return null;
  const Mark = icons[standing.kind];
  return (
    <span className={classes.mark} data-kind={standing.kind.startsWith("critical") ? "critical" : standing.kind}>
      <Mark size={13} stroke={2.4} aria-hidden />
      {standing.words}
    </span>
  );
}
