// How often was a goroutine started or woken, or a processor handed on, in this generation?

/**
 * The count per row. Events carry the count that follows it, which tells their order across threads;
 * it begins again in every generation.
 */
export class Sequences {
  private count = new Int32Array(1024);
  private generation = new Int32Array(1024);
  private current = 0;

  nextGeneration(): void {
    this.current++;
  }

  /** The row is introduced in this generation. */
  restart(row: number): void {
    this.take(row, 0);
  }

  follows(row: number, sequence: number): boolean {
    return this.generation[row] === this.current && this.count[row] === sequence - 1;
  }

  take(row: number, sequence: number): void {
    if (row >= this.count.length) this.grow(row);
    this.count[row] = sequence;
    this.generation[row] = this.current;
  }

  private grow(row: number): void {
    const length = Math.max(row + 1, this.count.length * 2);
    const count = new Int32Array(length);
    count.set(this.count);
    this.count = count;
    const generation = new Int32Array(length);
    generation.set(this.generation);
    this.generation = generation;
  }
}
