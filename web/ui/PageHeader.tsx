import { Group, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import classes from "./PageHeader.module.css";

type Props = {
  readonly title: string;
  /** One line under the title: what this page is for, or its figures. */
  readonly summary?: ReactNode;
  /** Buttons at the end of the line. */
  readonly actions?: ReactNode;
};

/** The page's one h1, which also names the browser's tab. */
export function PageHeader({ title, summary, actions }: Props) {
  useEffect(() => {
    document.title = `${title} · Wardbook`;
  }, [title]);
  return (
    <header className={classes.header}>
      <div className={classes.words}>
        <Title order={1} tabIndex={-1}>
          {title}
        </Title>
        {summary !== undefined && (
          <Text component="div" c="dimmed" size="sm">
            {summary}
          </Text>
        )}
      </div>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </header>
  );
}
