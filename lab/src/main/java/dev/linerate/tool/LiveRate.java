package dev.linerate.tool;

import java.util.OptionalDouble;

/** How fast the traffic runs at the moment. */
interface LiveRate {
  /** Bit/s since the last call or so; empty when it is not known. */
  OptionalDouble sample();
}
