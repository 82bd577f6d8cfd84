import { Link } from "@tanstack/react-router";
import { formatDate } from "../../../../ui/clinical/dates.ts";
import { Loaded, Nothing } from "../layout/Loaded.tsx";
import { Section } from "../layout/Section.tsx";
import { noteThreads } from "../notes/note.ts";
import { useChart } from "../record/use-chart.ts";
import { useNotes } from "../record/use-record.ts";
import { SensitivityChips } from "../sensitivity/SensitivityChips.tsx";
import { say } from "../../words/index.ts";
import { MoreLink } from "./MoreLink.tsx";
import classes from "./summary.module.css";

const most = 6;

export function NoteSummaryList() {
  const chart = useChart();
  const query = useNotes(chart);
  return (
    <Section
      title={say("recentNotes")}
      actions={
        <MoreLink to="/patients/$patientId/notes" {...chart}>
          {say("allNotes")}
        </MoreLink>
      }
    >
      <Loaded query={query} what={say("whatNotes")}>
        {({ matches, included }) => {
          const threads = noteThreads(matches, included).slice(0, most);
          if (threads.length === 0) return <Nothing>{say("noNoteYet")}</Nothing>;
          return (
            <ul className={classes.list}>
              {threads.map(({ note, addenda }) => (
                <li key={note.id} className={classes.item}>
                  <Link
                    to="/patients/$patientId/notes"
                    params={chart}
                    search={{ note: note.id }}
                    className={classes.link}
                  >
                    <span>
                      <span className={classes.name}>
                        <bdi>{note.title}</bdi>
                      </span>
                      <SensitivityChips meta={note.document.meta} />
                      <span className={classes.under}>
                        {addenda.length === 0 ? (
                          <bdi>{note.author ?? say("authorNotRecorded")}</bdi>
                        ) : (
                          say("withAddenda", { author: note.author ?? say("authorNotRecorded"), count: addenda.length })
                        )}
                      </span>
                      {note.preview !== undefined && (
                        <span className={classes.preview} dir="auto">
                          {note.preview}
                        </span>
                      )}
                    </span>
                  </Link>
                  <span className={classes.end}>{formatDate(note.when)}</span>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Section>
  );
}
