import type { FC } from "hono/jsx";
import { formatNumber } from "#kernel";
import type { Page } from "./page.ts";
import { Link } from "./parts.tsx";

/** A part of a list that is too long for one page. */
export interface Part<Row> {
  readonly rows: readonly Row[];
  /** The number of this page, from 1. */
  readonly at: number;
  /** How many pages there are. */
  readonly of: number;
}

/** Rows on one page of a list. */
export const rowsPerPage = 100;

/** The page of a list that an address asks for; one that cannot be is the nearest that can. */
export function partOf<Row>(all: readonly Row[], asked: string): Part<Row> {
  const of = Math.max(1, Math.ceil(all.length / rowsPerPage));
  const at = Math.max(1, Math.min(of, Math.trunc(Number(asked)) || 1));
  return { rows: all.slice((at - 1) * rowsPerPage, at * rowsPerPage), at, of };
}

/** To the pages before and after this one; nothing when there is only one. `to` is the address of a page by its number. */
export const Pager: FC<{
  page: Page;
  what: string;
  part: Pick<Part<unknown>, "at" | "of">;
  to: (number: number) => string;
}> = ({ page: { language, say }, what, part: { at, of }, to }) => {
  if (of === 1) return null;
  const steps = [
    [1, at > 2, say("Begin", "First")],
    [at - 1, at > 1, say("Vorige", "Previous")],
    [null, true, ""],
    [at + 1, at < of, say("Volgende", "Next")],
    [of, at < of - 1, say("Einde", "Last")],
  ] as const;
  const [here, last] = [formatNumber(at, language), formatNumber(of, language)];
  return (
    <nav class="kw-pager" aria-label={say(`Bladzijden: ${what}`, `Pages: ${what}`)}>
      <ul>
        {steps.map(([number, isThere, words]) =>
          !isThere ? null : (
            <li>
              {number === null ? (
                say(`Bladzijde ${here} van ${last}`, `Page ${here} of ${last}`)
              ) : (
                <Link href={to(number)}>{words}</Link>
              )}
            </li>
          ),
        )}
      </ul>
    </nav>
  );
};
