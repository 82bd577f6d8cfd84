import type { Icon } from "@tabler/icons-react";
import classes from "./StatusChip.module.css";

export type Tone = "neutral" | "good" | "info" | "caution" | "danger";

/** A state in an icon *and* words; the tone only helps the eye. Danger is for danger to a person or the record. */
export function StatusChip({
  icon: Mark,
  tone = "neutral",
  children,
}: {
  readonly icon: Icon;
  readonly tone?: Tone;
  readonly children: string;
}) {
  return (
    <span className={classes.chip} data-tone={tone}>
      <Mark size={13} stroke={2.2} aria-hidden />
      {children}
    </span>
  );
}
