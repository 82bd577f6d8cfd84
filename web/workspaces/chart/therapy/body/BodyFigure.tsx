import { useId } from "react";
import { type BodyRegion, bodyRegions, type BodyView } from "../../../../../contract/therapy/index.ts";
import classes from "./BodyFigure.module.css";
import type { Mark } from "./body-list.ts";
import { bodyShapes } from "./body-shapes.ts";
import { regionText } from "./region-words.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly view: BodyView;
  readonly marks: readonly Mark[];
  /** Called with the region that is touched; without it, the drawing is only looked at. */
  readonly onTouch?: (region: BodyRegion) => void;
};

/** The body from the front or the back. For eyes and fingers: the list beside it says and does the same. */
export function BodyFigure({ view, marks, onTouch }: Props) {
  const id = useId();
  return (
    <figure className={classes.figure}>
      <svg
        viewBox="0 0 200 424"
        className={classes.body}
        data-view={view}
        data-touch={onTouch !== undefined}
        aria-hidden
      >
        <defs>
          <pattern
            id={`${id}numbness`}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="3" height="6" className={classes.numbness} />
          </pattern>
          <pattern id={`${id}pins-and-needles`} width="6" height="6" patternUnits="userSpaceOnUse">
            <circle cx="3" cy="3" r="1.7" className={classes.pins} />
          </pattern>
        </defs>
        {bodyRegions
          .filter((region) => region.view === view)
          .map((region) => {
            const here = marks.filter((mark) => mark.region.id === region.id);
            const shape = bodyShapes[region.shape];
            return (
              <g key={region.id} transform={isMirrored(region) ? "translate(200 0) scale(-1 1)" : undefined}>
                {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the list beside it is for the keyboard */}
                <path d={shape} className={classes.region} onClick={() => onTouch?.(region)}>
                  <title>{regionText(region)}</title>
                </path>
                {here.map(({ sensation, intensity }) => (
                  <path
                    key={sensation}
                    d={shape}
                    className={classes.mark}
                    data-sensation={sensation}
                    fill={sensation === "pain" ? undefined : `url(#${id}${sensation})`}
                    fillOpacity={0.3 + intensity * 0.07}
                  />
                ))}
              </g>
            );
          })}
      </svg>
      <figcaption className={classes.caption}>{view === "front" ? say("frontCaption") : say("backCaption")}</figcaption>
    </figure>
  );
}

/** Shapes are drawn for the half that lies left in the picture: of the front that is the patient's right. */
function isMirrored({ view, side }: BodyRegion): boolean {
  return view === "front" ? side === "left" : side === "right";
}
