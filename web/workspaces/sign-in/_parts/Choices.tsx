import { Loader, UnstyledButton } from "@mantine/core";
import { type Icon, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./Choices.module.css";
import { say } from "../words/index.ts";

/** Ways to go on, one below the other. */
export function Choices({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className={classes.choices} aria-label={label}>
      {children}
    </ul>
  );
}

type ChoiceProps = {
  readonly icon: Icon;
  readonly name: string;
  readonly recommended?: boolean;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
  /** What it means. */
  readonly children: ReactNode;
};

export function Choice({
  icon: Mark,
  name,
  recommended = false,
  busy = false,
  disabled = false,
  onChoose,
  children,
}: ChoiceProps) {
  return (
    <li>
      <UnstyledButton
        className={classes.choice}
        data-recommended={recommended || undefined}
        disabled={disabled || busy}
        onClick={onChoose}
      >
        <span className={classes.mark}>
          {busy ? <Loader size={20} /> : <Mark size={22} stroke={1.6} aria-hidden />}
        </span>
        <span className={classes.words}>
          <span className={classes.name}>
            {name}
            {recommended && <span className={classes.recommended}>{say("recommended")}</span>}
          </span>
          <span className={classes.means}>{children}</span>
        </span>
        <IconChevronRight size={18} aria-hidden className={`${classes.arrow} wb-mirrored`} />
      </UnstyledButton>
    </li>
  );
}
