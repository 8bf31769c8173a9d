declare const idOf: unique symbol;
/** A text that names one thing of one kind, so that an area is never passed where a release is wanted. */
export type Id<Kind extends string> = string & { readonly [idOf]: Kind };

/** Names a programme. */
export type ProgrammeId = Id<"programme">;
/** Names an area: a code where there is one. */
export type AreaId = Id<"area">;
/** Names an indicator of the catalogue. */
export type IndicatorId = Id<"indicator">;
/** Names a source, of which releases appear. */
export type SourceId = Id<"source">;
/** Names one release: SOURCE-rN. */
export type ReleaseId = Id<"release">;
/** Names a theme of a programme. */
export type ThemeId = Id<"theme">;
/** Names a fund. */
export type FundId = Id<"fund">;

/** Letters, digits, dots, dashes and underscores, at most 80: safe in an address, a file name and a query. */
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/** Whether a text can name a thing. */
export function isId(text: string): boolean {
  return idPattern.test(text);
}

/**
 * Reads an id, once, at the door.
 * @throws {RangeError} if the text has other characters than an id may have, or is longer than 80
 */
export function id<Kind extends string>(text: string): Id<Kind> {
  if (!isId(text)) throw new RangeError(`not an id: ${JSON.stringify(text)}`);
  return text as Id<Kind>;
}
