import { IconArrowLeft, IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Fragment, type ReactNode, useEffect, useId } from "react";
import { homeWords } from "./home-words.ts";
import classes from "./my-record.module.css";
import { useMyRecord } from "./own-records.ts";
import type { SectionPath } from "./section-path.ts";
import { InEnglish } from "../../../ui/InEnglish.tsx";

/** A page of the record: the way back, what it is, and what stands on it. */
export function Page({
  title,
  about,
  english = false,
  children,
}: {
  readonly title: string;
  readonly about?: string;
  /** What stands under the title says in English what only those who treat somebody may put into other words. */
  readonly english?: boolean;
  readonly children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Wardbook`;
  }, [title]);
  const Inside = english ? InEnglish : Fragment;
  return (
    <>
      <Link to="/my-record/$patientId" params={useMyRecord()} className={classes.back}>
        <IconArrowLeft className="wb-mirrored" size={18} aria-hidden /> {homeWords.back}
      </Link>
      <h1 className={classes.title} tabIndex={-1}>
        {title}
      </h1>
      <Inside>
        {about !== undefined && <p className={classes.about}>{about}</p>}
        {children}
      </Inside>
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
      <IconChevronRight className="wb-mirrored" size={18} aria-hidden />
    </Link>
  );
}
