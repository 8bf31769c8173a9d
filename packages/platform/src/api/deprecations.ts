/** That an operation will go: since when it is deprecated, when it ends, and where that is told. */
export interface Deprecation {
  /** ISO day. */
  readonly deprecated: string;
  /** ISO day on which it stops; null: not decided. */
  readonly sunset: string | null;
  /** An address that tells what to use instead. */
  readonly link: string;
}

/** By the name of the operation. None is deprecated. */
export const deprecations: Readonly<Record<string, Deprecation>> = {};

/** The headers of RFC 9745 and RFC 8594. */
export function deprecationHeaders(one: Deprecation | undefined): Readonly<Record<string, string>> {
  if (one === undefined) return {};
  return {
    deprecation: `@${Date.parse(one.deprecated) / 1000}`,
    ...(one.sunset === null ? {} : { sunset: new Date(one.sunset).toUTCString() }),
    link: `<${one.link}>; rel="deprecation"; type="text/html"`,
  };
}
