import { Button } from "@mantine/core";
import { IconUrgent } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { BreakGlassGrant } from "../../../contract/index.ts";
import { useEndBreakGlass, useMyBreakGlass } from "../../workspaces/governance/_parts/break-glass-calls.ts";
import { datesIn } from "../../ui/dates-in.ts";
import { announce } from "../../ui/announce.ts";
import { useSession } from "../session/use-session.ts";
import { say } from "../words/index.ts";
import classes from "./BreakGlassBanner.module.css";

/** Stays over every page while a record is open in an emergency. */
export function BreakGlassBanner() {
  const { permissions } = useSession();
  const mine = useMyBreakGlass(permissions?.includes("break-glass.use") === true);
  const frame = useHeightTold();
  return (
    <div ref={frame} className={classes.frame}>
      {mine.data?.grants.map((grant) => (
        <Open key={grant.id} grant={grant} asked={mine.dataUpdatedAt} />
      ))}
    </div>
  );
}

function Open({ grant, asked }: { readonly grant: BreakGlassGrant; readonly asked: number }) {
  const navigate = useNavigate();
  const end = useEndBreakGlass(async () => {
    announce(say("emergencyEnded"));
    await navigate({ to: "/patients" });
  });
  const left = useSecondsLeft(grant.secondsLeft, asked);
  const over = left === 0;
  useEffect(() => {
    if (over) announce(say("emergencyEnded"));
  }, [over]);
  if (over) return null;
  return (
    <section aria-label={say("emergencyAccess")} className={classes.banner}>
      <IconUrgent size={20} aria-hidden />
      <span className={classes.words}>
        {say.rich("emergencyAccessTo", {
          record: (
            <Link
              key="record"
              to="/patients/$patientId"
              params={{ patientId: grant.patientId }}
              className={classes.who}
            >
              {grant.patientLabel === undefined ? say("oneRecord") : datesIn(grant.patientLabel)}
            </Link>
          ),
        })}
        <span className={classes.told}> {say("officerWasTold")}</span>
      </span>
      <span className={classes.left}>{leftText(left)}</span>
      <Button
        size="compact-sm"
        color="white"
        c="red.9"
        variant="filled"
        loading={end.isPending}
        onClick={() => end.mutate(grant.id)}
      >
        {say("endItNow")}
      </Button>
    </section>
  );
}

/** Keeps the style sheet's `--wb-emergency-height` at this element's height: what else stays at the top begins below. */
function useHeightTold(): RefObject<HTMLDivElement | null> {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => style.setProperty("--wb-emergency-height", `${element.offsetHeight}px`));
    observer.observe(element);
    return () => {
      observer.disconnect();
      style.removeProperty("--wb-emergency-height");
    };
  }, []);
  return frame;
}

/** Counts down from what the server said, by this device's clock's pace and not its time. */
function useSecondsLeft(secondsLeft: number, asked: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return Math.max(0, Math.round(secondsLeft - Math.max(0, now - asked) / 1000));
}

function leftText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 60) return say("hoursLeft", { hours: Math.floor(minutes / 60), minutes: twoDigits(minutes % 60) });
  return say("minutesLeft", { minutes, seconds: twoDigits(seconds % 60) });
}

function twoDigits(count: number): string {
  return String(count).padStart(2, "0");
}
