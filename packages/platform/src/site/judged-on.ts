import { formatDate } from "#kernel";
import type { Page } from "./page.ts";

/** The day on which promises are judged: that of the newest figures, or the day asked for where there were none yet. */
export const judgedOn = ({ data, day }: Page): string =>
  data.newest ?? day ?? data.programme.start.begin;

/** That day in words, and why it is that one. */
export function tellJudged(page: Page): string {
  const { data, say } = page;
  const day = judgedOn(page);
  if (data.newest === null)
    return say(`Stand op ${formatDate(day, "nl")}.`, `As of ${formatDate(day, "en")}.`);
  return say(
    `Stand op ${formatDate(day, "nl")}. Op die dag verschenen de nieuwste cijfers.`,
    `As of ${formatDate(day, "en")}, when the newest figures were published.`,
  );
}
