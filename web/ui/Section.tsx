import { Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import classes from "./Section.module.css";

type Props = {
  readonly title: string;
  readonly words?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
};

/** A part of a settings page: what it is about, what can be done, and how things stand. */
export function Section({ title, words, actions, children }: Props) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <header className={classes.head}>
        <div className={classes.words}>
          <Title order={2} id={id}>
            {title}
          </Title>
          {words !== undefined && <div className={classes.about}>{words}</div>}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}
