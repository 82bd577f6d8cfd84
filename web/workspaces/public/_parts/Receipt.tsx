import { IconCircleCheck } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import classes from "./Receipt.module.css";
import { say } from "../words/index.ts";

type Props = { readonly title: string; readonly children: ReactNode };

/** Says that what was sent arrived, in the place of the form; the focus comes along. */
export function Receipt({ title, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={classes.receipt} aria-label={say("sent")}>
      <IconCircleCheck size={22} stroke={1.8} aria-hidden className={classes.icon} />
      <div>
        <h2 ref={heading} tabIndex={-1} className={classes.title}>
          {title}
        </h2>
        <p className={classes.words}>{children}</p>
      </div>
    </section>
  );
}
