import { Button } from "@mantine/core";
import {
  type Icon,
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircleCheck,
  IconDeviceFloppy,
  IconPencil,
} from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { announce } from "../../../../ui/announce.ts";
import { type DraftState, type SaveTone, saveWords } from "./draft-state.ts";
import classes from "./SaveLine.module.css";
import { say } from "./words/index.ts";

const icons: Readonly<Record<SaveTone, Icon>> = {
  quiet: IconPencil,
  good: IconCircleCheck,
  busy: IconDeviceFloppy,
  caution: IconAlertTriangle,
  danger: IconAlertOctagon,
};

type Props = { readonly state: DraftState; readonly sessionEnded: boolean; readonly tryNow: () => void };

/** Where the words are, at every moment. It sticks under the banner, so that it is in sight while one writes. */
export function SaveLine({ state, sessionEnded, tryNow }: Props) {
  const { tone, text, detail } = saveWords(state, sessionEnded);
  const Mark = icons[tone];
  const last = useRef(tone);
  useEffect(() => {
    // A screen reader hears trouble and its end, not every save.
    const trouble = (one: SaveTone) => one === "caution" || one === "danger";
    if (trouble(tone) && tone !== last.current) announce(`${text}. ${detail ?? ""}`);
    else if (tone === "good" && trouble(last.current)) announce(text);
    if (tone !== "busy") last.current = tone;
  }, [tone, text, detail]);
  return (
    <div className={classes.line} data-tone={tone} data-save-state={state.phase}>
      <Mark size={16} aria-hidden />
      <span className={classes.words}>
        <b>{text}</b>
        {detail !== undefined && <span> {detail}</span>}
      </span>
      {(state.phase === "waiting" || state.phase === "refused") && !state.gone && (
        <Button size="compact-xs" variant="default" onClick={tryNow}>
          {say("tryNow")}
        </Button>
      )}
    </div>
  );
}
