// What kinds of number are there, that must not be mixed up?

declare const brand: unique symbol;
type Id<Name extends string> = number & { readonly [brand]: Name };

/** Index into a dump's strings. */
export type StringId = Id<'string'>;
/** Index into a dump's functions. */
export type FunctionId = Id<'function'>;
/** Index into a dump's frames: one (function, line) pair of one location. */
export type FrameId = Id<'frame'>;
/** Index into a dump's locations: one return address with its inlined frames. */
export type LocationId = Id<'location'>;
/** Index into a dump's stacks. */
export type StackId = Id<'stack'>;
/** Index of a dump in its incident, in the order in which the dumps were given. */
export type DumpId = Id<'dump'>;
/** Index into a trace's goroutines. */
export type GoroutineIndex = Id<'goroutine'>;

/** The only "none" that a column of ids can hold. */
export const NONE = -1;
