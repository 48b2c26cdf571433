/** Work in slices: between two of them the browser draws, and answers whoever types or clicks. */
export class Slices {
  private left: (() => void)[] = [];
  private waiting = 0;

  /** Of a small page nothing is worth waiting for: all is done at once. */
  constructor(private readonly isLarge: boolean) {}

  /** Do some work, a slice after the other; what was left of earlier work is not done. */
  run(...work: (() => void)[]): void {
    clearTimeout(this.waiting);
    this.left = work;
    if (this.isLarge) this.next();
    else this.flush();
  }

  /** Do all that is left now. */
  flush(): void {
    clearTimeout(this.waiting);
    for (let slice = this.left.shift(); slice; slice = this.left.shift()) slice();
  }

  private next(): void {
    this.left.shift()?.();
    if (this.left.length > 0) this.waiting = setTimeout(() => this.next());
  }
}
