package dev.linerate.search;

/** Why a search ended, or that it has not. */
public enum SearchEnd {
  /** There is a trial to make. */
  RUNNING("the search has not ended"),
  /** The bounds are as close as the goal asks. */
  PRECISION("the bounds are as close as asked for"),
  /** The highest load met the goal; the true bound may be higher. */
  MAX_LOAD("the highest rate of the search is carried"),
  /** The lowest load did not meet the goal. */
  LOSS_AT_ANY_RATE("datagrams are lost at every rate"),
  /** The time was used up before. */
  TIME("the time is used up"),
  /** The number of trials was used up before. */
  TRIALS("the number of trials is used up"),
  /** The caller ended it. */
  STOPPED("the search was stopped");

  private final String reason;

  SearchEnd(String reason) {
    this.reason = reason;
  }

  /** For a person: a clause. */
  public String reason() {
    return reason;
  }

  /** Whether the search found what it was to find. */
  public boolean goalMet() {
    return this == PRECISION || this == MAX_LOAD;
  }
}
