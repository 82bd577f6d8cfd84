import "react";

/** Custom properties in `style`, from which a style sheet places things. React sets them one by one, which the content security policy
 *  allows. */
declare module "react" {
  interface CSSProperties {
    [property: `--${string}`]: string | number | undefined;
  }
}
