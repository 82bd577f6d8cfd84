import type { Plugin } from "vite";

/** The class names of a component of the library, and whose they are. */
const classNames = /\/@mantine\/(core|notifications)\/esm\/.*\/([A-Z][A-Za-z]+)\.module\.mjs$/;

/**
 * Has each component of the library bring the styles of its own classes, so that a page loads those that it shows. What every page may
 * show, and in which order, `app/styles.ts` says; whatever isn't named there comes after it.
 */
export function componentStyles(): Plugin {
  return {
    name: "component-styles",
    transform: {
      filter: { id: classNames },
      handler(code, id) {
        const [, of, component] = classNames.exec(id) ?? [];
        const file = of === "core" ? `@mantine/core/styles/${component}.css` : "@mantine/notifications/styles.css";
        return { code: `import "${file}";\n${code}`, map: null };
      },
    },
  };
}
