/** Work in slices, between which the browser draws and answers: a large page never stands still for long. */

/** Milliseconds for which one piece of work may follow another without a pause. */
const BREATH = 20;

/** Some work; of an iterable each step is a piece of its own. */
export type Work = () => void | Iterable<unknown>;

export class Slices {
  private left: Iterator<unknown>[] = [];
  private waiting = 0;

  /** `isLarge`: with less to do, slices would only cost time. */
  constructor(private readonly isLarge: boolean) {}

  /** Do some work, one piece after the other; what was left of earlier work is not done. */
  run(...work: Work[]): void {
    clearTimeout(this.waiting);
    this.left = work.map(steps);
    if (this.isLarge) this.next();
    else this.flush();
  }

  /** Do all that is left now. */
  flush(): void {
    clearTimeout(this.waiting);
    while (this.left.length > 0) this.step();
  }

  private next(): void {
    const end = performance.now() + BREATH;
    do this.step();
    while (this.left.length > 0 && performance.now() < end);
    if (this.left.length > 0) this.waiting = setTimeout(() => this.next());
  }

  private step(): void {
    const [first] = this.left;
    if (first?.next().done === true && this.left[0] === first) this.left.shift();
  }
}

/** The result of some work, done in slices. */
export function inSlices<T>(work: Generator<unknown, T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const next = (): void => {
      const end = performance.now() + BREATH;
      try {
        for (let step = work.next(); ; step = work.next()) {
          if (step.done === true) return resolve(step.value);
          if (performance.now() >= end) break;
        }
      } catch (reason) {
        return reject(reason as Error);
      }
      setTimeout(next);
    };
    next();
  });
}

function* steps(work: Work): Generator<unknown> {
  const parts = work();
  if (parts) yield* parts;
}
