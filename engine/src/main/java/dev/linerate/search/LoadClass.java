package dev.linerate.search;

/** How the trials at a load classify it. */
enum LoadClass {
  /** The load meets the goal, whatever further trials bring. */
  LOWER,
  /** The load does not meet it, whatever further trials bring. */
  UPPER,
  UNDECIDED
}
