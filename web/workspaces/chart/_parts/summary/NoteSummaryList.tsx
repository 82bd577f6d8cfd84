import { Link } from "@tanstack/react-router";
import { formatDate } from "../../../../ui/clinical/dates.ts";
import { Loaded, Nothing } from "../layout/Loaded.tsx";
import { Section } from "../layout/Section.tsx";
import { noteThreads } from "../notes/note.ts";
import { useChart } from "../record/use-chart.ts";
import { useNotes } from "../record/use-record.ts";
import { SensitivityChips } from "../sensitivity/SensitivityChips.tsx";
import { MoreLink } from "./MoreLink.tsx";
import classes from "./summary.module.css";

const most = 6;

export function NoteSummaryList() {
  const chart = useChart();
  const query = useNotes(chart);
  return (
    <Section
      title="Recent notes"
      actions={
        <MoreLink to="/patients/$patientId/notes" {...chart}>
          All notes
        </MoreLink>
      }
    >
      <Loaded query={query} what="notes">
        {({ matches, included }) => {
          const threads = noteThreads(matches, included).slice(0, most);
          if (threads.length === 0) return <Nothing>No note yet.</Nothing>;
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
                      <span className={classes.name}>{note.title}</span>
                      <SensitivityChips meta={note.document.meta} />
                      <span className={classes.under}>
                        {note.author ?? "Author not recorded"}
                        {addenda.length > 0 &&
                          `, ${addenda.length === 1 ? "with an addendum" : `with ${addenda.length} addenda`}`}
                      </span>
                      {note.preview !== undefined && <span className={classes.preview}>{note.preview}</span>}
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
