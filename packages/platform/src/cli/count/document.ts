import {
  type Count,
  decimalText,
  officialOf,
  rationalText,
  rationalToNumber,
  writePabulib,
} from "@krachtwijk/allocate";
import { checksumOf } from "#intake";

/** Money in the currency of the file, as a number for programs. */
export const moneyOf = ({ instance }: Count, parts: bigint): number =>
  Number(decimalText(parts, instance.moneyDecimals));

/** Every setting that decided the outcome. */
function parametersOf({ settings, instance, trace }: Count) {
  const { rule, utility, completion, isWholeShare, compareWith, ties, threshold } = settings;
  const isShares = rule === "equal-shares";
  const isGreedy = rule === "greedy" || rule === "greedy-no-skip";
  return {
    utility: rule === "phragmen" || rule === "maximin" || rule === "vouchers" ? null : utility,
    ties: ties.includes("id") ? ties : [...ties, "id"],
    ...(rule === "vouchers"
      ? {
          voucher:
            settings.voucher === null
              ? "equal part of the budget"
              : Number(decimalText(settings.voucher, instance.moneyDecimals)),
        }
      : {}),
    ...(isShares ? { completion, wholeShare: isWholeShare, compare: compareWith } : {}),
    ...(isGreedy
      ? {
          threshold: threshold / 10 ** instance.pointDecimals,
          limits: settings.limits.map(({ name, money }) => ({
            name,
            budget: Number(decimalText(money, instance.moneyDecimals)),
          })),
          spendsRest: settings.spendsRest,
        }
      : {}),
    ...(trace.rule === "equal-shares"
      ? {
          share: rationalToNumber(trace.shares.share) / 10 ** instance.moneyDecimals,
          shareExact: rationalText({
            num: trace.shares.share.num,
            den: trace.shares.share.den * instance.unit,
          }),
          raises: trace.shares.steps,
          stop: trace.shares.stop,
        }
      : {}),
  };
}

/** The result of a count as one document: the same for the same file, on any machine. */
export function countDocument(count: Count) {
  const { election, instance, settings, winners, ties, comparison } = count;
  const idOf = (place: number) => instance.ids[place]!;
  return {
    rule: settings.rule,
    parameters: parametersOf(count),
    budget: moneyOf(count, instance.budget),
    cost: moneyOf(count, count.cost),
    winners: winners.map(idOf),
    ties: ties.map(({ projects, chosen }) => ({
      projects: projects.map(idOf),
      chosen: idOf(chosen),
    })),
    official: officialOf(count),
    comparison:
      comparison === null
        ? null
        : {
            with: "greedy",
            preferOwn: comparison.preferOwn,
            preferOther: comparison.preferOther,
            indifferent: comparison.indifferent,
            chosen: comparison.chosen,
            otherWinners: comparison.otherWinners.map(idOf),
          },
    election: {
      sha256: checksumOf(writePabulib(election)),
      projects: election.projects.length,
      ballots: election.votes.length,
      emptyBallots: election.votes.filter(({ choices }) => choices.length === 0).length,
      findings: election.findings,
    },
  };
}
