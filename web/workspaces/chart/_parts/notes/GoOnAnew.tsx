import { Button } from "@mantine/core";
import { IconFileAlert } from "@tabler/icons-react";
import { linksOf } from "./draft-copy.ts";
import type { DraftSession } from "./draft-session.ts";
import classes from "./SaveLine.module.css";
import { useGoOnAnew } from "./use-go-on-anew.ts";
import { say } from "./words/index.ts";

/** The draft was signed or discarded in another place while it was written here. */
export function GoOnAnew({ draft }: { readonly draft: DraftSession }) {
  const goOn = useGoOnAnew();
  const { id, patientId, title, text, ...state } = draft.current();
  return (
    <div role="alert" className={classes.line} data-tone="caution" data-still>
      <IconFileAlert size={16} aria-hidden />
      <span className={classes.words}>{say.rich("goneElsewhere", { b: (inside) => <b key="b">{inside}</b> })}</span>
      <Button
        size="compact-xs"
        onClick={() => void goOn({ draftId: id, patientId, links: linksOf(state) }, { title, text })}
      >
        {say("goOnAsNew")}
      </Button>
    </div>
  );
}
