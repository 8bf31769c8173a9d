import { type Count, countElection } from "../../count.ts";
import type { Instance } from "../../instance.ts";
import { AmountTooLarge } from "../../rules/densest.ts";
import { TooManySteps } from "../../rules/equal-shares.ts";
import type { Asked } from "./hypothetical.ts";

/** No more recounts: they would take more work than was allowed. */
export class OutOfWork extends Error {
  override readonly name = "OutOfWork";
}

/** What a recount takes whatever its size, in entries. */
const overhead = 3000;

/** These are made in any case, so that a boundary that is guessed well is also verified. */
const certainRecounts = 2;

/** Counts an election again and again with one thing changed, as far as the work allows. */
export class Recounts {
  readonly #asked: Asked;
  readonly #project: number;
  readonly #perStep: number;
  readonly #base: number;
  readonly #expected: number;
  #work: number;
  #made = 0;

  /**
   * @param work entries of ballots that may be read: about ten million in a second
   * @param asked what is counted again, if that is not the same
   */
  constructor(count: Count, project: number, work: number, asked: Asked = count) {
    this.#asked = asked;
    this.#project = project;
    this.#work = work;
    const { instance, settings, trace } = count;
    const entries = instance.supports.reduce((sum, { groups }) => sum + groups.length, 0);
    const rounds = count.winners.length + 1;
    // How often each rule reads the ballots, roughly.
    const reads = {
      greedy: 0,
      "greedy-no-skip": 0,
      "equal-shares": 2,
      phragmen: 5 * rounds,
      maximin: 4 * rounds,
      vouchers: 150,
    }[settings.rule];
    this.#perStep = entries;
    const steps = trace.rule === "equal-shares" ? trace.shares.steps : 0;
    this.#base = overhead + entries * reads + instance.ids.length ** 2;
    this.#expected = this.#base + entries * steps;
  }

  /** How many recounts the remaining work allows. */
  get remaining(): number {
    return Math.floor(this.#work / Math.max(this.#expected, 1));
  }

  /**
   * Whether the project wins in a changed election.
   * @throws {OutOfWork}
   */
  wins(instance: Instance): boolean {
    this.#made += 1;
    const isCertain = this.#made <= certainRecounts;
    if (!isCertain && this.#work < this.#expected) throw new OutOfWork();
    // A count that raises shares far more often than the first one did is not waited for.
    let left = Math.max(this.#work, isCertain ? 3 * this.#expected : 0);
    const onStep = () => {
      left -= this.#perStep;
      this.#work -= this.#perStep;
      if (left < 0) throw new OutOfWork();
    };
    this.#work -= this.#base;
    try {
      const { election, settings } = this.#asked;
      return countElection(election, settings, { instance, onStep }).winners.includes(
        this.#project,
      );
    } catch (error) {
      const isBeyond = error instanceof TooManySteps || error instanceof AmountTooLarge;
      throw isBeyond ? new OutOfWork() : error;
    }
  }
}
