import {
  type Count,
  type Explanation,
  ejrPlus,
  explain,
  explanationText,
  groupOutcome,
  type Needs,
  needsOf,
  needsText,
  partOutcome,
  satisfactionOf,
  voterColumnsOf,
} from "@krachtwijk/allocate";
import type { Language } from "#kernel";

/** A project, why it won or lost, what it would have needed, and the same in words. */
export type Told = Explanation & {
  /** Null where it was not looked for: the election is large, and --needs was not given. */
  readonly needs: Needs | null;
  readonly text: Readonly<Record<Language, string>>;
};

/** Ballot entries looked at for what losers would have needed, unless more is asked for. Counted, not timed: the same everywhere. */
const quickWork = 4_000_000;
/** A column with more values than this holds no groups but a name or a number of everybody's own. */
const mostGroups = 60;

/** Ballot entries that one recount looks at. */
function recountWork({ instance, trace }: Count): number {
  const entries = instance.supports.reduce((sum, { groups }) => sum + groups.length, 0);
  const rounds = trace.rule === "equal-shares" ? trace.shares.steps + 1 : instance.ids.length;
  return trace.rule === "greedy" || trace.rule === "greedy-no-skip" ? entries : entries * rounds;
}

/** How much work each loser may take; null for none. */
function workPerLoser(count: Count, allNeeds: boolean): number | null | undefined {
  if (allNeeds) return undefined;
  const losers = count.instance.ids.length - count.winners.length;
  const work = Math.floor(quickWork / Math.max(losers, 1));
  return 2 * recountWork(count) > work ? null : work;
}

/** Every project with its explanation, in the order of the file. */
export function toldProjects(
  count: Count,
  { allNeeds, progress }: { readonly allNeeds: boolean; readonly progress: (line: string) => void },
): readonly Told[] {
  const work = workPerLoser(count, allNeeds);
  return explain(count).map((explanation, place) => {
    if (work !== null && !explanation.won)
      progress(`Looking for what ${explanation.id} would have needed …`);
    const needs = work === null ? null : needsOf(count, place, work === undefined ? {} : { work });
    const inWords = (language: Language) =>
      [
        explanationText(explanation, language),
        ...(needs === null ? [] : [needsText(needs, language)]),
      ]
        .filter((sentence) => sentence !== "")
        .join(" ");
    return { ...explanation, needs, text: { nl: inWords("nl"), en: inWords("en") } };
  });
}

/** How proportional an outcome is, and whom its money serves. */
export function servedBy(count: Count) {
  const { election } = count;
  const groups = voterColumnsOf(election).flatMap((column) => {
    const outcome = groupOutcome(count, column);
    return outcome.length > mostGroups ? [] : [[column, outcome] as const];
  });
  const parts = ["district", "neighborhood", "category"].filter((column) =>
    election.projectColumns.includes(column),
  );
  const isApproval = election.voteType === "approval" || election.voteType === "choose-1";
  return {
    satisfaction: satisfactionOf(count),
    ejrPlus: isApproval ? ejrPlus(count) : null,
    groups: Object.fromEntries(groups),
    parts: Object.fromEntries(parts.map((column) => [column, partOutcome(count, column)])),
  };
}
