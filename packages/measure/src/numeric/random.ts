/** Spreads the bits of a whole number, so that seeds 1 and 2 have nothing in common (Steele e.a. 2014, splitmix). */
function mixer(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let bits = state ^ (state >>> 16);
    bits = Math.imul(bits, 0x21f0aaad);
    bits ^= bits >>> 15;
    bits = Math.imul(bits, 0x735a2d97);
    return bits ^ (bits >>> 15);
  };
}

/**
 * A seeded stream of random numbers: the same seed and stream give the same numbers on every machine, in any order
 * of work. Generator: xoshiro128** (Blackman & Vigna 2021, ACM TOMS 47(4), 36).
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** @param seed any whole number @param stream which of the independent streams of that seed, from 0 */
  constructor(seed: number, stream = 0) {
    const high = Math.floor(seed / 2 ** 32);
    const next = mixer(mixer(seed)() ^ mixer(high ^ 0x5bf03635)() ^ mixer(stream + 0x3c6ef372)());
    [this.#a, this.#b, this.#c, this.#d] = [next(), next(), next(), next()];
    if ((this.#a | this.#b | this.#c | this.#d) === 0) this.#a = 1;
  }

  /** 32 random bits, 0 to 2³² − 1. */
  bits(): number {
    const five = Math.imul(this.#b, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result >>> 0;
  }

  /** Fills an array with what `bits` would give one after another, several times as fast. */
  fill(target: Uint32Array): void {
    let [a, b, c, d] = [this.#a, this.#b, this.#c, this.#d];
    for (let at = 0; at < target.length; at++) {
      const five = Math.imul(b, 5);
      target[at] = Math.imul((five << 7) | (five >>> 25), 9);
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
    }
    [this.#a, this.#b, this.#c, this.#d] = [a, b, c, d];
  }

  /** Uniform on [0, 1), with 53 bits. */
  uniform(): number {
    return ((this.bits() >>> 5) * 0x4000000 + (this.bits() >>> 6)) / 0x20000000000000;
  }

  /** A whole number from 0 to n − 1, all equally likely up to n / 2³². */
  below(n: number): number {
    return Math.floor((this.bits() / 0x100000000) * n);
  }

  /** Standard normal (Box & Muller 1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Puts the values in a random order, in place (Fisher–Yates). */
  shuffle<Value>(values: { [at: number]: Value; readonly length: number }): void {
    for (let at = values.length - 1; at > 0; at--) {
      const other = this.below(at + 1);
      const kept = values[at]!;
      values[at] = values[other]!;
      values[other] = kept;
    }
  }
}
