import { IconArrowLeft, IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useId } from "react";
import { homeWords } from "./home-words.ts";
import classes from "./my-record.module.css";
import { useMyRecord } from "./own-records.ts";
import type { SectionPath } from "./section-path.ts";

/** A page of the record: the way back, what it is, and what stands on it. */
export function Page({
  title,
  about,
  children,
}: {
  readonly title: string;
  readonly about?: string;
  readonly children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Wardbook`;
  }, [title]);
  return (
    <>
      <Link to="/my-record/$patientId" params={useMyRecord()} className={classes.back}>
        <IconArrowLeft size={18} aria-hidden /> {homeWords.back}
      </Link>
      <h1 className={classes.title} tabIndex={-1}>
        {title}
      </h1>
      {about !== undefined && <p className={classes.about}>{about}</p>}
      {children}
    </>
  );
}

/** A part of a page, with a way to the rest of it. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.part} aria-labelledby={id}>
      <h2 id={id} className={classes.heading}>
        {title}
      </h2>
      {children}
    </section>
  );
}

/** A row that leads to another page of the record. */
export function Go({
  to,
  patientId,
  children,
}: {
  readonly to: SectionPath;
  readonly patientId: string;
  readonly children: ReactNode;
}) {
  return (
    <Link to={to} params={{ patientId }} className={classes.go}>
      {children}
      <IconChevronRight size={18} aria-hidden />
    </Link>
  );
}
