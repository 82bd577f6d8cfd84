import type { AccessReview } from "../../../../contract/index.ts";
import classes from "./ReviewProgress.module.css";
import { say } from "../words/index.ts";

const parts = ["kept", "withdrawn", "gone", "altered", "overdue", "pending"] as const;
const names = {
  kept: "partKept",
  withdrawn: "partWithdrawn",
  gone: "partGone",
  altered: "partAltered",
  overdue: "partOverdue",
  pending: "partPending",
} as const;
/** Told even when there is none. */
const always: ReadonlySet<string> = new Set(["kept", "withdrawn", "pending"]);

/** How far a review is: a bar for the eye, and the same in figures. */
export function ReviewProgress({ counts }: { readonly counts: AccessReview["counts"] }) {
  const total = parts.reduce((sum, part) => sum + counts[part], 0);
  return (
    <div>
      <div className={classes.bar} aria-hidden>
        {parts.map((part) => (
          <span
            key={part}
            className={classes.part}
            data-part={part}
            style={{ inlineSize: total === 0 ? 0 : `${(100 * counts[part]) / total}%` }}
          />
        ))}
      </div>
      <ul className={classes.legend} aria-label={say("howFar")}>
        {parts
          .filter((part) => counts[part] > 0 || always.has(part))
          .map((part) => (
            <li key={part}>
              <span className={classes.swatch} data-part={part} aria-hidden />
              {say(names[part], { count: counts[part] })}
            </li>
          ))}
      </ul>
    </div>
  );
}
