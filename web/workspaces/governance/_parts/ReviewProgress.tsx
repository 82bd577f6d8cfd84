import type { AccessReview } from "../../../../contract/index.ts";
import classes from "./ReviewProgress.module.css";

const parts = ["kept", "withdrawn", "gone", "overdue", "pending"] as const;
const words = {
  kept: "kept",
  withdrawn: "withdrawn",
  gone: "ended meanwhile",
  overdue: "overdue",
  pending: "to decide",
} as const;

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
      <ul className={classes.legend} aria-label="How far it is">
        {parts.map((part) => (
          <li key={part}>
            {counts[part]} {words[part]}
          </li>
        ))}
      </ul>
    </div>
  );
}
