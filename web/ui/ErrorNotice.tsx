import { Button } from "@mantine/core";
import { IconAlertTriangle, IconPlugConnectedX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { RequestFailure } from "../app/api/request-failure.ts";
import { asSentence } from "./as-sentence.ts";
import classes from "./ErrorNotice.module.css";
import { say } from "./words/index.ts";

type Props = {
  readonly error: unknown;
  /** What to call for another try; shows the button. */
  readonly again?: () => void;
  /** What else the person can do about it. */
  readonly children?: ReactNode;
};

/** Says what was refused and what to do. Stands beside what was typed, never in place of it. */
export function ErrorNotice({ error, again, children }: Props) {
  const Icon = error instanceof RequestFailure && error.kind === "unreachable" ? IconPlugConnectedX : IconAlertTriangle;
  return (
    <div role="alert" className={classes.notice}>
      <Icon size={18} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <div>{failureText(error)}</div>
        {children}
      </div>
      {again !== undefined && (
        <Button size="compact-sm" variant="default" onClick={again}>
          {say("tryAgain")}
        </Button>
      )}
    </div>
  );
}

/** The sentence for a failure. */
export function failureText(error: unknown): string {
  if (error instanceof RequestFailure) return asSentence(error.message);
  return say("wentWrong");
}
