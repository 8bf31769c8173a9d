/** Whole numbers in order of their cost, smallest first (a binary heap). */
export class SmallestFirst {
  readonly #items: number[] = [];
  readonly #costs: number[] = [];

  get size(): number {
    return this.#items.length;
  }

  add(item: number, cost: number): void {
    let at = this.#items.length;
    this.#items.push(item);
    this.#costs.push(cost);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#costs[parent]! <= cost) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** The item of the smallest cost; there must be one. */
  take(): readonly [item: number, cost: number] {
    const taken = [this.#items[0]!, this.#costs[0]!] as const;
    const [item, cost] = [this.#items.pop()!, this.#costs.pop()!];
    if (this.#items.length === 0) return taken;
    this.#items[0] = item;
    this.#costs[0] = cost;
    let at = 0;
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < this.#items.length && this.#costs[child]! < this.#costs[least]!) least = child;
      if (least === at) return taken;
      this.#swap(at, least);
      at = least;
    }
  }

  #swap(a: number, b: number): void {
    [this.#items[a], this.#items[b]] = [this.#items[b]!, this.#items[a]!];
    [this.#costs[a], this.#costs[b]] = [this.#costs[b]!, this.#costs[a]!];
  }
}
