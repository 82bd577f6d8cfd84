import type { ReactNode } from "react";
import { Title } from "@mantine/core";
import { IconEyeCheck, IconKey, IconListCheck } from "@tabler/icons-react";
import { useEffect } from "react";
import classes from "./Door.module.css";
import { say } from "./words/index.ts";

type Props = { readonly title: string; readonly children: ReactNode; readonly wide?: boolean };

const promises = [
  { icon: IconKey, title: say("sealed"), words: say("sealedMeans") },
  { icon: IconEyeCheck, title: say("witnessed"), words: say("witnessedMeans") },
  { icon: IconListCheck, title: say("checkable"), words: say("checkableMeans") },
] as const;

/** The frame of pages that come before the app: sign-in, set-up, recovery, and what an app asks for. */
export function Door({ title, children, wide = false }: Props) {
  useEffect(() => {
    document.title = `${title} · Wardbook`;
  }, [title]);
  return (
    <div className={classes.door}>
      <aside className={classes.house} aria-label={say("aboutWardbook")}>
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
        <div className={classes.about}>
          <p className={classes.motto}>{say("motto")}</p>
          <ul className={classes.promises}>
            {promises.map((promise) => (
              <li key={promise.title}>
                <span className={classes.mark}>
                  <promise.icon size={19} stroke={1.7} aria-hidden />
                </span>
                <span className={classes.promise}>
                  <strong>{promise.title}</strong>
                  <span>{promise.words}</span>
                </span>
              </li>
            ))}
          </ul>
        </div>
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
