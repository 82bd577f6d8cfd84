import { Waiting } from "./Loaded.tsx";
import { Section } from "./Section.tsx";

type Props = {
  readonly title: string;
  readonly queries: Parameters<typeof Waiting>[0]["queries"];
  readonly what: string;
};

/** A section on its way: its heading is there at once, for the focus and for whoever listens. */
export function WaitingPage({ title, queries, what }: Props) {
  return (
    <div>
      <Section title={title} level={1}>
        <Waiting queries={queries} what={what} lines={6} />
      </Section>
    </div>
  );
}
