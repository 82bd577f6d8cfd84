import { type ComponentType, lazy, type ReactNode, Suspense } from "react";

/** A page is there by then: what opens from it comes before it is asked for, and nobody waits for it. */
const quietMilliseconds = 1_500;

type Of<Props> = () => Promise<ComponentType<Props>>;

/** A part that no page begins with: fetched once the page that names it has been there for a while, or as it is shown. */
export function fetchedLater<Props>(load: Of<Props>) {
  setTimeout(() => void load().catch(() => undefined), quietMilliseconds);
  return lazy(async () => ({ default: await load() }));
}

/** As `fetchedLater`, of what stands over a page or at its end: nothing is there until it comes. */
export function later<Props extends object>(load: Of<Props>): (props: Props) => ReactNode {
  const Part = fetchedLater(load);
  return (props) => (
    <Suspense fallback={null}>
      <Part {...props} />
    </Suspense>
  );
}
