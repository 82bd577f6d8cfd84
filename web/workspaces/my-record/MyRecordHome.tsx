import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useEffect } from "react";
import type { RightsKind } from "../../../contract/index.ts";
import { allows } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { PayMine } from "../billing/online/PayMine.tsx";
import { visitsOf } from "../chart/_parts/access/visits.ts";
import { Loaded, Nothing, Waiting } from "../chart/_parts/layout/Loaded.tsx";
import { useNow } from "../chart/_parts/record/use-chart.ts";
import { useAllergies, useDocuments, useLaboratory, useVitals } from "../chart/_parts/record/use-record.ts";
import { useMyRequests } from "../rights/_parts/rights-calls.ts";
import { accessWords } from "./_parts/access-page-words.ts";
import { Allergies } from "./_parts/Allergies.tsx";
import { AppointmentItem } from "./_parts/AppointmentItem.tsx";
import { appointmentWords } from "./_parts/appointment-words.ts";
import { appointmentsQuery, splitAppointments } from "./_parts/appointments.ts";
import { Go, Part } from "./_parts/Frame.tsx";
import { homeWords as words } from "./_parts/home-words.ts";
import { LookItem } from "./_parts/LookItem.tsx";
import { MedicineItem } from "./_parts/MedicineItem.tsx";
import { medicineWords } from "./_parts/medicine-words.ts";
import classes from "./_parts/my-record.module.css";
import { noteWords } from "./_parts/note-words.ts";
import { ownDocuments } from "./_parts/own-documents.ts";
import { withoutOwn } from "./_parts/own-looks.ts";
import { ownResults } from "./_parts/own-results.ts";
import { plainDay } from "./_parts/plain-date.ts";
import { ResultItem } from "./_parts/ResultItem.tsx";
import { resultPageWords } from "./_parts/result-words.ts";
import { useLooks } from "./_parts/use-looks.ts";
import { useOwnMedicines } from "./_parts/use-own-medicines.ts";
import { InEnglish } from "../../ui/InEnglish.tsx";
import { say } from "./words/index.ts";

type Of = { readonly patientId: string };
const few = 3;

/** The first page of a record for whom it is about: what comes next, what is taken, what was found, and who looked. */
export function MyRecordHome({ patientId }: Of) {
  const { person, scopes, permissions } = useSession();
  const title = person.role === "patient" ? words.mine : words.relatives;
  useEffect(() => {
    document.title = `${title} · Wardbook`;
  }, [title]);
  const reads = (type: string) => allows(scopes, type, "s");
  return (
    <>
      <h1 className="wb-visually-hidden" tabIndex={-1}>
        {title}
      </h1>
      {reads("Appointment") && <Next patientId={patientId} />}
      {reads("Invoice") && <PayMine patientId={patientId} />}
      {reads("MedicationRequest") && <Medicines patientId={patientId} />}
      {reads("AllergyIntolerance") && <OwnAllergies patientId={patientId} />}
      {reads("Observation") && <Results patientId={patientId} />}
      {reads("DocumentReference") && <Letters patientId={patientId} />}
      {permissions?.includes("accesses.read") === true && <Looks patientId={patientId} />}
      {reads("Consent") && (
        <Part title={say("whoMaySee")}>
          <Go to="/my-record/$patientId/consents" patientId={patientId}>
            {say("whoMaySeeGo")}
          </Go>
          {person.role === "patient" && (
            <Link to="/who-acts-for-me" className={classes.go}>
              {words.actors}
              <IconChevronRight className="wb-mirrored" size={18} aria-hidden />
            </Link>
          )}
        </Part>
      )}
      <Asks />
      <p>
        <Link to="/patients/$patientId" params={{ patientId }}>
          {words.whole}
        </Link>
      </p>
    </>
  );
}

function Next({ patientId }: Of) {
  const query = useQuery(appointmentsQuery(patientId));
  const { person } = useSession();
  const now = useNow();
  return (
    <Part title={person.role === "patient" ? words.next : words.nextOther}>
      <Loaded query={query} what={appointmentWords.title}>
        {({ matches, included }) => {
          // One that was cancelled is told, too: else somebody goes.
          const [next] = splitAppointments(matches, included, now).coming;
          return next === undefined ? (
            <Nothing>{appointmentWords.none}</Nothing>
          ) : (
            <div className={classes.item}>
              <AppointmentItem line={next} now={now} />
            </div>
          );
        }}
      </Loaded>
      <Go to="/my-record/$patientId/appointments" patientId={patientId}>
        {words.allAppointments}
      </Go>
    </Part>
  );
}

function Medicines({ patientId }: Of) {
  const { data, queries } = useOwnMedicines({ patientId });
  return (
    <Part title={words.medicines}>
      {data === undefined ? (
        <Waiting queries={queries} what={words.medicines} />
      ) : data.current.length === 0 ? (
        <InEnglish>
          <Nothing>{medicineWords.none}</Nothing>
        </InEnglish>
      ) : (
        <List english items={data.current.map((line) => [line.id, <MedicineItem key={line.id} line={line} brief />])} />
      )}
      <Go to="/my-record/$patientId/medicines" patientId={patientId}>
        {words.allMedicines}
      </Go>
    </Part>
  );
}

function OwnAllergies({ patientId }: Of) {
  const query = useAllergies({ patientId });
  return (
    <Part title={words.allergies}>
      <Loaded query={query} what={words.allergies}>
        {({ matches }) => (
          <InEnglish>
            <Allergies records={matches} brief />
          </InEnglish>
        )}
      </Loaded>
      <Go to="/my-record/$patientId/allergies" patientId={patientId}>
        {words.allAllergies}
      </Go>
    </Part>
  );
}

function Results({ patientId }: Of) {
  const laboratory = useLaboratory({ patientId });
  const vitals = useVitals({ patientId });
  const found =
    laboratory.data === undefined || vitals.data === undefined
      ? undefined
      : ownResults([...laboratory.data.matches, ...vitals.data.matches]).slice(0, few);
  return (
    <Part title={words.latest}>
      {found === undefined ? (
        <Waiting queries={[laboratory, vitals]} what={words.results} />
      ) : found.length === 0 ? (
        <InEnglish>
          <Nothing>{resultPageWords.none}</Nothing>
        </InEnglish>
      ) : (
        <List
          english
          items={found.map((result) => [result.key, <ResultItem key={result.key} result={result} brief />])}
        />
      )}
      <Go to="/my-record/$patientId/results" patientId={patientId}>
        {words.allResults}
      </Go>
    </Part>
  );
}

function Letters({ patientId }: Of) {
  const query = useDocuments({ patientId });
  return (
    <Part title={words.letters}>
      <Loaded query={query} what={words.letters}>
        {({ matches, included }) => {
          const { notes, files } = ownDocuments(matches, included);
          const newest = [...notes, ...files].sort((a, b) => b.note.at - a.note.at).slice(0, few);
          if (newest.length === 0) return <Nothing>{noteWords.none}</Nothing>;
          return (
            <List
              items={newest.map(({ note }) => [
                note.id,
                <p key={note.id} className={classes.line}>
                  <b>{note.title}</b>
                  <br />
                  {noteWords.by(note.author)}, {plainDay(note.when)}
                </p>,
              ])}
            />
          );
        }}
      </Loaded>
      <Go to="/my-record/$patientId/notes" patientId={patientId}>
        {words.allNotes}
      </Go>
      <Go to="/my-record/$patientId/documents" patientId={patientId}>
        {words.allDocuments}
      </Go>
    </Part>
  );
}

function Looks({ patientId }: Of) {
  const { person } = useSession();
  const query = useLooks(patientId, true);
  const all = query.data?.pages.flatMap((page) => page.accesses) ?? [];
  const visits = visitsOf(withoutOwn(all, person.displayName, person.role)).slice(0, few);
  return (
    <Part title={words.lately}>
      {query.data === undefined ? (
        <Waiting queries={[query]} what={accessWords.title} />
      ) : visits.length === 0 ? (
        <Nothing>{accessWords.none}</Nothing>
      ) : (
        <List
          items={visits.map((visit) => [visit.key, <LookItem key={visit.key} visit={visit} mayAsk={false} brief />])}
        />
      )}
      <Go to="/my-record/$patientId/who-looked" patientId={patientId}>
        {words.seeLooks}
      </Go>
    </Part>
  );
}

type ListProps = {
  readonly items: readonly (readonly [key: string, item: ReactNode])[];
  readonly english?: boolean;
};

function List({ items, english = false }: ListProps) {
  const list = (
    <ul className={classes.items}>
      {items.map(([key, item]) => (
        <li key={key} className={classes.item}>
          {item}
        </li>
      ))}
    </ul>
  );
  return english ? <InEnglish>{list}</InEnglish> : list;
}

const over = new Set(["delivered", "unidentified", "withdrawn"]);

/** What one may ask of the organisation, and how much of it is under way. */
function Asks() {
  const requests = useMyRequests();
  const open = requests.data?.requests.filter(({ state }) => !over.has(state)).length;
  return (
    <Part title={words.asks}>
      {open !== undefined && <p className={classes.line}>{words.openRequests(open)}</p>}
      <Asking>{words.requests}</Asking>
      <Asking kind="rectification">{words.correct}</Asking>
      <Asking kind="erasure">{words.erase}</Asking>
      <Asking kind="restriction">{words.restrict}</Asking>
      <Asking take>{words.download}</Asking>
    </Part>
  );
}

type AskingProps = { readonly kind?: RightsKind; readonly take?: true; readonly children: string };

function Asking({ kind, take, children }: AskingProps) {
  return (
    <Link
      to="/my-requests"
      search={{ ...(kind === undefined ? {} : { kind }), ...(take === undefined ? {} : { download: true }) }}
      className={classes.go}
    >
      {children}
      <IconChevronRight className="wb-mirrored" size={18} aria-hidden />
    </Link>
  );
}
