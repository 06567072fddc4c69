// How does a column grow while a dump is read?

/** A growing column of 32-bit integers. `push` doubles the room when it is full. */
export class Int32Builder {
  length = 0;
  private data: Int32Array;

  constructor(capacity = 16) {
    this.data = new Int32Array(Math.max(1, capacity));
  }

  push(value: number): void {
    if (this.length === this.data.length) this.grow();
    this.data[this.length++] = value;
  }

  get(index: number): number {
    return this.data[index];
  }

  set(index: number, value: number): void {
    this.data[index] = value;
  }

  /** The column as it is now, cut to its length; the builder can go on. */
  copy(): Int32Array {
    return this.data.slice(0, this.length);
  }

  /** The column, cut to its length. The builder must not be used afterwards. */
  finish(): Int32Array {
    return this.data.length === this.length ? this.data : this.data.slice(0, this.length);
  }

  private grow(): void {
    const next = new Int32Array(this.data.length * 2);
    next.set(this.data);
    this.data = next;
  }
}

/** A growing column of doubles. */
export class Float64Builder {
  length = 0;
  private data: Float64Array;

  constructor(capacity = 16) {
    this.data = new Float64Array(Math.max(1, capacity));
  }

  push(value: number): void {
    if (this.length === this.data.length) this.grow();
    this.data[this.length++] = value;
  }

  get(index: number): number {
    return this.data[index];
  }

  set(index: number, value: number): void {
    this.data[index] = value;
  }

  /** The column as it is now, cut to its length; the builder can go on. */
  copy(): Float64Array {
    return this.data.slice(0, this.length);
  }

  /** The column, cut to its length. The builder must not be used afterwards. */
  finish(): Float64Array {
    return this.data.length === this.length ? this.data : this.data.slice(0, this.length);
  }

  private grow(): void {
    const next = new Float64Array(this.data.length * 2);
    next.set(this.data);
    this.data = next;
  }
}
