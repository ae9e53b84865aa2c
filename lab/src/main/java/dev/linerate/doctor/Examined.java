package dev.linerate.doctor;

import java.time.Duration;

/** What became of a check. */
public record Examined(Check check, Verdict verdict, Duration took) {}
