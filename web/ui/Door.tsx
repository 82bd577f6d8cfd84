import type { ReactNode } from "react";
import { Title } from "@mantine/core";
import { useEffect } from "react";
import classes from "./Door.module.css";

type Props = { readonly title: string; readonly children: ReactNode; readonly wide?: boolean };

/** The frame of pages that come before the app: sign-in and set-up. */
export function Door({ title, children, wide = false }: Props) {
  useEffect(() => {
    document.title = `${title} · Wardbook`;
  }, [title]);
  return (
    <div className={classes.door}>
      <aside className={classes.house} aria-label="About Wardbook">
        <div className={classes.brand}>
          <svg viewBox="0 0 32 32" width={30} height={30} aria-hidden="true">
            <path
              d="M7 10.2 11.2 22 16 11.6 20.8 22 25 10.2"
              fill="none"
              stroke="currentColor"
              strokeWidth="2.6"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </svg>
          Wardbook
        </div>
        <ul className={classes.promises}>
          <li>Every record is sealed under its patient’s own key.</li>
          <li>Every look at it is written down before it happens.</li>
          <li>Anyone with the right can check that nothing was changed.</li>
        </ul>
      </aside>
      <main id="main" className={classes.main} tabIndex={-1}>
        <div className={classes.column} data-wide={wide || undefined}>
          <Title order={1} tabIndex={-1} mb="md">
            {title}
          </Title>
          {children}
        </div>
      </main>
    </div>
  );
}
